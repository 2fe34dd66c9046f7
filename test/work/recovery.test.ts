import { expect, test } from 'vitest';
import { inputText, openScene, type Scene } from './scene.ts';

const started = (scene: Scene): readonly string[] =>
  scene.tap.sent
    .filter(({ method }) => method === 'turn/start')
    .map(({ params }) => inputText(params).split(' ', 1)[0] ?? '');

/** Turns that somebody runs at the desktop, one after the other. */
async function atTheDesktop(scene: Scene, ...texts: readonly string[]): Promise<void> {
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  for (const text of texts) {
    await scene.clock.runUntil(
      desktop.connection.request('turn/start', {
        threadId,
        input: [{ type: 'text', text, text_elements: [] }],
      }),
    );
    await scene.until(() => !scene.engine.threads.get(threadId)?.running, 60_000);
    await scene.pass(3_000);
  }
  desktop.close();
}

test('a bridge restarted in the middle of a turn goes on in the same message and says nothing of itself', async () => {
  using scene = openScene();
  scene.start();
  scene.says('long [[sim: run "ls"; wait 60000; run "pwd"; final "long over"]]');
  const live = await scene.sees(/⏳[\s\S]*ls/);
  scene.kill();
  await scene.pass(20_000);
  scene.start();
  await scene.until(() => /⏳ 0:[2-5]/.test(scene.now(live).text));
  const final = await scene.sees('long over', 90_000);
  await scene.pass(5_000);
  expect(final.isSilent).toBe(false);
  await scene.reads(live, /^✓ 1:0\d · 2 steps/);
  expect(scene.bot()).toHaveLength(2);
});

test('a turn of ours that ended while the bridge was down gets its final in full, loud, once', async () => {
  using scene = openScene();
  scene.start();
  scene.says('long [[sim: run "ls"; wait 20000; final "long over"]]');
  const live = await scene.sees('⏳');
  scene.kill();
  await scene.pass(600_000);
  scene.start();
  const final = await scene.sees('long over');
  await scene.pass(10_000);
  expect(final.isSilent).toBe(false);
  expect(scene.bot().filter(({ text }) => text.includes('long over'))).toHaveLength(1);
  await scene.reads(live, /^✓ 0:2\d/);
});

test('a turn that failed while the bridge was down is told when it is back', async () => {
  using scene = openScene();
  scene.start();
  scene.says('long [[sim: run "ls"; wait 20000; fail 500]]');
  await scene.sees('⏳');
  scene.kill();
  await scene.pass(600_000);
  scene.start();
  await scene.sees('⚠ The turn failed');
});

test.each(['cut-after', 'cut-before'] as const)(
  'a message whose sending is doubtful (%s) reaches the engine exactly once',
  async (fault) => {
    using scene = openScene();
    scene.start();
    let cuts = 1;
    scene.befalls((method) => (method === 'turn/start' && cuts-- > 0 ? fault : undefined));
    scene.says('careful [[sim: wait 5000; final "it went"]]');
    await scene.sees('it went', 60_000);
    expect(scene.engine.count('careful')).toBe(1);
    expect(started(scene)).toHaveLength(fault === 'cut-after' ? 1 : 2);
  },
);

test('a bridge killed right after it sent a message finds it in the history', async () => {
  using scene = openScene();
  scene.start();
  scene.befalls((method) => {
    if (method === 'turn/start') setImmediate(scene.kill);
    return undefined;
  });
  scene.says('careful [[sim: wait 5000; final "it went"]]');
  await scene.until(() => started(scene).length === 1);
  scene.befalls(undefined);
  await scene.pass(60_000);
  scene.start();
  await scene.sees('it went', 60_000);
  expect(scene.engine.count('careful')).toBe(1);
});

test('a message of doubtful fate is found also far back in the history', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.befalls((method) => {
    if (method === 'turn/start') setImmediate(scene.kill);
    return undefined;
  });
  const { topic } = scene.bot()[0] ?? {};
  scene.says('careful [[sim: final "it went"]]', topic);
  await scene.until(() => started(scene).length === 2);
  scene.befalls(undefined);
  await scene.pass(5_000);
  await atTheDesktop(
    scene,
    ...Array.from({ length: 12 }, (_, n) => `desk${n} [[sim: wait 30000; final "d${n}"]]`),
  );
  scene.start();
  await scene.sees('it went', 60_000);
  await scene.pass(20_000);
  expect(scene.engine.count('careful')).toBe(1);
  expect(scene.bot().filter(({ text }) => text.includes('it went'))).toHaveLength(1);
});

test('a message of doubtful fate that is nowhere, twelve turns of others later, is sent', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.befalls((method) => {
    if (method !== 'turn/start') return undefined;
    setImmediate(scene.kill);
    return 'cut-before';
  });
  const { topic } = scene.bot()[0] ?? {};
  scene.says('careful [[sim: final "it went"]]', topic);
  await scene.until(() => started(scene).length === 2);
  scene.befalls(undefined);
  await scene.pass(5_000);
  await atTheDesktop(
    scene,
    ...Array.from({ length: 12 }, (_, n) => `desk${n} [[sim: wait 30000; final "d${n}"]]`),
  );
  scene.start();
  await scene.sees('it went', 60_000);
  expect(scene.engine.count('careful')).toBe(1);
});

test.each(['cut-after', 'cut-before'] as const)(
  'a steer whose sending is doubtful (%s) is neither lost nor doubled',
  async (fault) => {
    using scene = openScene();
    scene.start();
    const { topic } = scene.says('long [[sim: wait 10000; run "ls"; wait 10000; final "over"]]');
    await scene.sees('⏳');
    await scene.pass(1_000);
    let cuts = 1;
    scene.befalls((method) => (method === 'turn/steer' && cuts-- > 0 ? fault : undefined));
    scene.says('/steer keep this', topic);
    await scene.until(() => scene.engine.count('keep this') > 0, 120_000);
    await scene.pass(60_000);
    expect(scene.engine.count('keep this')).toBe(1);
    expect(scene.bot().filter(({ text }) => text.startsWith('⚠'))).toEqual([]);
  },
);

test('a steer that died with the engine waits at the head of the queue, which asks', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  await scene.pass(1_000);
  scene.says('/steer keep this [[sim: final "kept"]]', topic);
  scene.says('after [[sim: final "after over"]]', topic);
  await scene.sees('Next in the queue');
  scene.engine.kill();
  const told = await scene.sees('⚠ Codex stopped');
  expect(told.text).toContain('2 messages wait behind it.');
  await scene.presses(told, 'Send them');
  await scene.sees('after over', 60_000);
  expect(started(scene)).toEqual(['long', 'keep', 'after']);
});

test('a turn that history does not know at all is over, and its message is offered again', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: wait 60000; final "first"]]');
  await scene.sees('⏳');
  scene.kill();
  for (const thread of scene.engine.threads.values()) {
    thread.running?.stop.abort();
    thread.running = undefined;
    thread.turns.length = 0;
  }
  scene.start();
  const told = await scene.sees('⚠ Codex stopped in the middle');
  await scene.presses(told, 'Leave it');
  await scene.reads(told, '■ Left as it is');
});

test('turns of the desktop while the bridge was down: the newest in full, the earlier ones a line each', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.kill();
  await atTheDesktop(
    scene,
    'rename it [[sim: final "answer A"]]',
    'break it [[sim: fail 500]]',
    'test it [[sim: run "npm test"; final "answer C"]]',
  );
  scene.start();
  const newest = await scene.sees(/^answer C/);
  await scene.pass(10_000);
  const lines = await scene.sees('2 earlier turns from the desktop');
  expect(lines.isSilent).toBe(true);
  expect(lines.text).toMatch(/✓ \d\d:\d\d rename it/);
  expect(lines.text).toMatch(/✗ \d\d:\d\d break it/);
  expect(lines.id).toBeLessThan(newest.id);
  await scene.sees('Desktop: test it');
  expect(scene.bot().filter(({ text }) => /^answer A/.test(text))).toEqual([]);
  const before = scene.bot().length;
  scene.kill();
  scene.start();
  await scene.pass(20_000);
  expect(scene.bot()).toHaveLength(before);
});

test('one turn of the desktop while the bridge was down is shown in full, without a list', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.kill();
  await atTheDesktop(scene, 'rename it [[sim: final "answer A"]]');
  scene.start();
  await scene.sees(/^answer A/);
  await scene.pass(10_000);
  expect(scene.bot().filter(({ text }) => text.includes('from the desktop'))).toEqual([]);
});

test('what runs at the desktop when the bridge comes back is followed live', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.kill();
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  await scene.clock.runUntil(
    desktop.connection.request('turn/start', {
      threadId,
      input: [
        {
          type: 'text',
          text: 'desk [[sim: wait 60000; run "ls" escalate; final "desk over"]]',
          text_elements: [],
        },
      ],
    }),
  );
  await scene.pass(20_000);
  scene.start();
  await scene.sees('⏳');
  await scene.presses(await scene.sees('? Run a command', 60_000), 'Once');
  await scene.sees(/^desk over/);
});

test('a stop asked just before the bridge died still stops the turn, and none after it', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "long over"]]');
  await scene.until(() => started(scene).length === 1);
  scene.befalls((method) => {
    if (method === 'turn/interrupt') setImmediate(scene.kill);
    return method === 'turn/interrupt' ? 'cut-before' : undefined;
  });
  scene.says('/stop', topic);
  await scene.until(() => scene.tap.sent.some(({ method }) => method === 'turn/interrupt'));
  await scene.pass(2_000);
  scene.befalls(undefined);
  scene.start();
  await scene.until(
    () => scene.engine.threads.values().next().value?.turns[0]?.status === 'interrupted',
    10_000,
  );
  scene.says('next [[sim: wait 3000; final "next over"]]', topic);
  await scene.sees('next over', 60_000);
});

test.each([
  ['of a thread that has turns', true],
  ['of a thread that is begun anew', false],
])(
  'a stop for a message of unknown fate, %s, holds when the message proves never to have arrived',
  async (_, hasTurns) => {
    using scene = openScene();
    scene.start();
    const { topic } = scene.says(hasTurns ? 'before [[sim: final "a turn"]]' : '/status');
    await scene.sees(hasTurns ? 'a turn' : 'not bound');
    let isCut = false;
    scene.befalls((method) => {
      if (method !== 'turn/start' || isCut) return undefined;
      isCut = true;
      return 'cut-before';
    });
    scene.says('words [[sim: wait 5000; final "it went"]]', topic);
    await scene.until(() => isCut);
    scene.says('/stop', topic);
    const asks = await scene.until(() =>
      scene.bot().find(({ buttons }) => buttons.flat().some(({ text }) => text === 'Send them')),
    );
    await scene.pass(10_000);
    expect(started(scene).filter((word) => word === 'words')).toHaveLength(1);
    expect(scene.engine.count('words')).toBe(0);
    await scene.presses(asks, 'Send them');
    await scene.sees('it went');
  },
);
