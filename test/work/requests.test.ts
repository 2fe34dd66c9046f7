import { expect, test } from 'vitest';
import type { Person } from '../../src/emulator/people/person.ts';
import type { PersonId } from '../../src/model/ids.ts';
import { openScene, type Scene } from './scene.ts';

const asks = 'go [[sim: run "rm -rf dist" escalate why="Old files."; final "{last}"]]';
const decision = (scene: Scene): readonly unknown[] =>
  scene.tap.answers.map(({ result }) => (result as { decision: unknown }).decision);

test('a command asks loudly, says what and why, and runs once it may', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  expect(card.isSilent).toBe(false);
  expect(card.text).toContain('rm -rf dist');
  expect(card.text).toContain('Old files.');
  expect(card.buttons.map((row) => row.map(({ text }) => text))).toEqual([
    ['Once', 'This session'],
    ['Always: rm -rf'],
    ['No', 'No, because …'],
    ['■ Stop the turn'],
  ]);
  await scene.sees(/waits for you/);

  expect(await scene.presses(card, 'Once')).toBe('Done');
  await scene.sees('exited with code 0');
  await scene.pass(2_000);
  await scene.reads(card, /^✓ Approved once · Ann · \d\d:\d\d/);
  expect(scene.now(card).buttons).toEqual([]);
  expect(decision(scene)).toEqual(['accept']);
});

test.each([
  ['This session', /^✓ Approved for this session · Ann/, 'acceptForSession'],
  ['Always: rm -rf', /^✓ Approved, always · Ann[\s\S]*rm -rf/, expect.anything()],
  ['No', /^✗ Declined · Ann/, 'decline'],
])('%s does what it says and the card tells it', async (button, told, sent) => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  await scene.presses(card, button);
  await scene.until(() => told.test(scene.now(card).text));
  await scene.sees(button === 'No' ? 'rejected by user' : 'exited with code 0');
  expect(decision(scene)).toEqual([sent]);
});

test('Stop on a request ends the turn, and the card says what was chosen', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  await scene.presses(card, 'Stop the turn');
  await scene.sees(/^■ stopped/);
  await scene.pass(2_000);
  expect(decision(scene)).toEqual(['cancel']);
  await scene.reads(card, /^✗ Declined · Ann|^■ Turn stopped · Ann/);
});

test('No, because … steers the words first and then declines', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says(asks);
  const card = await scene.sees('? Run a command');
  expect(await scene.presses(card, 'No, because')).toBe('Now reply to the message.');
  await scene.reads(card, 'what should it do instead');
  scene.ann.says(scene.chat, 'use the trash', { topic, replyTo: card });
  await scene.sees('also: use the trash');
  await scene.until(() => /^✗ Declined · Ann · [\d:]+\n“use the trash”/.test(scene.now(card).text));
  expect(scene.prompts()[1]).toBe('use the trash');
  expect(decision(scene)).toEqual(['decline']);
  expect(scene.engine.threads.values().next().value?.turns).toHaveLength(1);
});

test('a change of files shows its diff, and Apply applies it', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: patch add:../outside.md "hello"; final "{last}"]]');
  const card = await scene.sees('? Change 1 file');
  expect(card.text).toContain('outside.md');
  expect(card.text).toContain('hello');
  await scene.presses(card, 'Apply');
  await scene.sees('Success');
  await scene.reads(card, '✓ Approved once · Ann');
});

test('a declined change of files says so', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: patch add:../outside.md "hello"; final "{last}"]]');
  const card = await scene.sees('? Change 1 file');
  await scene.presses(card, 'No');
  await scene.sees('patch rejected');
  await scene.reads(card, '✗ Declined · Ann');
});

test('questions come one after the other on one card, and all answers go out together', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says(
    'go [[sim: ask "Which?" A|B "Port?" 80|8080 "Name?" x|y; final "{last}"]]',
  );
  const card = await scene.sees('Codex asks (1 of 3)');
  await scene.presses(card, 'B');
  await scene.reads(card, '(2 of 3)');
  expect(await scene.presses(card, 'Something else')).toBe('Now reply to the message.');
  scene.says('443', topic);
  await scene.reads(card, '(3 of 3)');
  expect(scene.tap.answers).toEqual([]);
  scene.ann.says(scene.chat, 'zed', { topic, replyTo: card });
  await scene.sees('"q1":{"answers":["B"]},"q2":{"answers":["443"]},"q3":{"answers":["zed"]}');
  await scene.reads(card, /^✓ B, 443, zed · Ann/);
  expect(scene.tap.answers).toHaveLength(1);
  expect(scene.prompts()).toHaveLength(1);
});

test('after a typed answer the next words are a message again, not the next answer', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: ask "Which?" A|B "Port?" 80|8080; final "over"]]');
  const card = await scene.sees('Codex asks (1 of 2)');
  await scene.presses(card, 'Something else');
  scene.says('C', topic);
  await scene.reads(card, '(2 of 2)');
  scene.says('and please hurry', topic);
  await scene.sees('Next in the queue');
  await scene.reads(card, '(2 of 2)');
});

test('pressing an option instead of typing takes back the wait for words', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: ask "Which?" A|B "Port?" 80|8080; final "over"]]');
  const card = await scene.sees('Codex asks (1 of 2)');
  await scene.presses(card, 'Something else');
  await scene.presses(card, 'A');
  await scene.reads(card, '(2 of 2)');
  scene.says('a message', topic);
  await scene.sees('Next in the queue');
});

test('words of somebody else are not the answer that Ann was asked for', async () => {
  let forum = { id: 0 };
  const people: Person[] = [];
  using scene = openScene({
    policy: { users: new Set([222 as PersonId]) },
    chats: (emulator, ann) => {
      const ben = emulator.person({ id: 222, firstName: 'Ben' });
      people.push(ben);
      forum = emulator.forum({ owner: ann, members: [ben], bot: 'administrator' });
      return [forum];
    },
  });
  const [ben] = people;
  scene.start();
  // Number 1 is General's.
  scene.ann.says(forum, 'welcome');
  const topic = scene.ann.opensTopic(forum, 'work');
  scene.ann.says(forum, 'go [[sim: ask "Which?" A|B; final "{last}"]]', { topic });
  const card = await scene.until(() =>
    scene.emulator.transcript(forum, topic).find(({ text }) => text.includes('? Codex asks')),
  );
  await scene.presses(card, 'Something else');
  ben?.says(forum, 'what is this?', { topic });
  await scene.pass(3_000);
  expect(scene.tap.answers).toEqual([]);
  scene.ann.says(forum, 'C', { topic });
  await scene.reads(card, '✓ C · Ann');
});

test('a kind of request that is not known gets a card that says so, and a safe no', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: wait 20000; final "over"]]');
  await scene.sees('⏳');
  const [thread] = scene.engine.threads.values();
  scene.tap.tell({
    ...{ id: 77, method: 'item/telepathy/requestThought' },
    params: { threadId: thread?.id, turnId: thread?.running?.turn.id, itemId: 'i1', about: 'cats' },
  });
  const card = await scene.sees('Codex asks for something new');
  expect(card.isSilent).toBe(false);
  expect(card.text).toContain('cats');
  expect(card.buttons.flat().map(({ text }) => text)).toEqual(['No']);
  await scene.presses(card, 'No');
  await scene.until(() => scene.tap.answers.length === 1);
  expect(scene.tap.answers[0]?.id).toBe(77);
  expect(scene.tap.answers[0]?.error).toBeDefined();
  await scene.sees('over');
  await scene.pass(2_000);
  await scene.reads(card, /^✗ Declined · Ann/);
});

test('what the desktop approves is told on the card, from the item', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  await answerAtDesktop(scene, { decision: 'accept' });
  await scene.sees('exited with code 0');
  await scene.pass(1_000);
  await scene.reads(card, /^✓ Approved once at the desktop/);
  expect(scene.now(card).buttons).toEqual([]);
  expect(scene.tap.answers).toEqual([]);
});

test('what the desktop declines is told on the card, from the item', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  await answerAtDesktop(scene, { decision: 'decline' });
  await scene.sees('rejected by user');
  await scene.pass(1_000);
  await scene.reads(card, /^✗ Declined at the desktop/);
});

test('a question that the desktop answered does not claim that we are sending', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: ask "Which?" A|B; final "{last}"]]');
  const card = await scene.sees('Codex asks');
  await answerAtDesktop(scene, { answers: { q1: { answers: ['A'] } } });
  await scene.sees('"answers":["A"]');
  await scene.pass(2_000);
  expect(scene.now(card).buttons).toEqual([]);
  await scene.reads(card, /^✓ Answered at the desktop/);
});

test('when the turn ends before anybody answered, the card is out of date', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.says('/stop', topic);
  await scene.sees(/^■ Stopped/);
  await scene.pass(1_000);
  await scene.reads(card, /^■ Out of date: the turn ended/);
  expect(scene.now(card).buttons).toEqual([]);
});

test('a question whose turn was stopped is out of date as well', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: ask "Which?" A|B; final "{last}"]]');
  const card = await scene.sees('Codex asks');
  scene.says('/stop', topic);
  await scene.sees(/^■ Stopped/);
  await scene.pass(1_000);
  await scene.reads(card, /^■ Out of date: the turn ended/);
});

test('two presses at once reach the engine as one answer', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  const once = scene.ann.presses(card, 'Once');
  const no = scene.ann.presses(card, 'No');
  const toasts = [await scene.clock.runUntil(once), await scene.clock.runUntil(no)];
  expect(toasts.map((toast) => ('text' in toast ? toast.text : ''))).toEqual([
    'Done',
    'Already decided by Ann',
  ]);
  await scene.sees('exited with code 0');
  expect(decision(scene)).toEqual(['accept']);
});

test('the same button pressed twice says who decided already', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  const data = card.buttons[0]?.[0]?.data ?? '';
  await scene.presses(card, 'Once');
  await scene.sees('exited with code 0');
  const again = await scene.clock.runUntil(scene.ann.presses(card, data, { isForged: true }));
  expect(again).toMatchObject({ type: 'alert', text: 'Already decided by Ann' });
  expect(decision(scene)).toEqual(['accept']);
});

test('a stranger’s press does nothing, and made-up data is out of date', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  const eve = scene.emulator.person({ id: 666, firstName: 'Eve' });
  await scene.presses(card, 'Once', eve);
  await scene.pass(2_000);
  expect(scene.tap.answers).toEqual([]);
  const forged = await scene.clock.runUntil(
    scene.ann.presses(card, 'v1:AAAAAAAAAAAAAAAA', { isForged: true }),
  );
  expect(forged).toMatchObject({ text: 'This button is out of date.' });
  expect(scene.tap.answers).toEqual([]);
});

test('a press after a restart of the bridge still answers, once', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.kill();
  await scene.pass(60_000);
  scene.start();
  await scene.pass(5_000);
  expect(scene.bot().filter(({ text }) => text.includes('Run a command'))).toHaveLength(1);
  await scene.presses(card, 'Once');
  await scene.sees('exited with code 0');
  expect(decision(scene)).toEqual(['accept']);
});

test('a press while the bridge was down is carried out when it is back', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.kill();
  const pressed = scene.ann.presses(card, 'Once');
  await scene.pass(5_000);
  scene.start();
  await scene.clock.runUntil(pressed);
  await scene.sees('exited with code 0');
  expect(decision(scene)).toEqual(['accept']);
});

test('a request sent again after a lost connection keeps its one card', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.engine.cutConnections();
  await scene.pass(5_000);
  expect(scene.bot().filter(({ text }) => text.includes('Run a command'))).toHaveLength(1);
  expect(scene.now(card).buttons).not.toEqual([]);
  await scene.presses(card, 'Once');
  await scene.sees('exited with code 0');
});

test('an answer given while the connection is away reaches the engine when the request comes again', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.tap.isAway = true;
  scene.engine.cutConnections();
  await scene.pass(1_000);
  await scene.presses(card, 'Once');
  await scene.pass(5_000);
  scene.tap.isAway = false;
  await scene.sees('exited with code 0', 60_000);
  await scene.reads(card, '✓ Approved once · Ann');
});

test('a request that died with its server is out of date', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const card = await scene.sees('? Run a command');
  scene.engine.kill();
  await scene.until(() => scene.now(card).text.startsWith('■ Out of date'), 10_000);
  expect(scene.now(card).buttons).toEqual([]);
});

test('a request that is not sent again within a second of the resume is out of date', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  const [thread] = scene.engine.threads.values();
  const params = { threadId: thread?.id, turnId: thread?.running?.turn.id, itemId: 'i1' };
  scene.tap.tell({ id: 77, method: 'item/telepathy/requestThought', params });
  const card = await scene.sees('something new');
  scene.engine.cutConnections();
  await scene.until(
    () => scene.now(card).text.startsWith('■ Out of date: Codex no longer asks'),
    5_000,
  );
  expect(await scene.presses(card, card.buttons[0]?.[0]?.data ?? '').catch(String)).toContain(
    'no button',
  );
});

test('a press on the card of a lost server does not answer what a new server asks under the same number', async () => {
  using scene = openScene();
  scene.start();
  scene.says(asks);
  const old = await scene.sees('rm -rf dist');
  const [threadId] = scene.engine.threads.keys();
  scene.kill();
  scene.engine.kill();
  scene.befalls((method, params) =>
    method === 'thread/resume' && (params as { threadId: string }).threadId === threadId
      ? { refuse: 'cannot be read now' }
      : undefined,
  );
  scene.start();
  scene.says('ship [[sim: run "make release" escalate; final "{last}"]]');
  const card = await scene.sees('make release');
  await scene.presses(old, 'Once');
  await scene.pass(2_000);
  expect(decision(scene)).toEqual([]);
  await scene.presses(card, 'No');
  await scene.pass(2_000);
  expect(decision(scene)).toEqual(['decline']);
});

test('an approval asked by a desktop turn comes to the phone', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(
    desktop.connection.request('turn/start', {
      threadId,
      input: [
        {
          type: 'text',
          text: 'desk [[sim: run "make" escalate; ask "Which?" A|B; final "{last}"]]',
          text_elements: [],
        },
      ],
    } as never),
  );
  await scene.presses(await scene.sees('? Run a command'), 'Once');
  await scene.presses(await scene.sees('Codex asks'), 'B');
  await scene.sees('"answers":["B"]');
});

/** The first client that answers wins. */
async function answerAtDesktop(scene: Scene, result: object): Promise<void> {
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  const asked = await scene.clock.runUntil(desktop.until((one) => 'id' in one, 'a request'));
  desktop.connection.respond((asked as { id: number }).id, result as never);
}
