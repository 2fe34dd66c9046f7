import { expect, test } from 'vitest';
import type { Person } from '../../src/emulator/people/person.ts';
import type { Seen } from '../../src/emulator/view/seen.ts';
import type { PersonId } from '../../src/model/ids.ts';
import { openScene, type Scene } from './scene.ts';

test('a message without words is told so, and no turn begins', async () => {
  using scene = openScene();
  scene.start();
  scene.says('   ');
  await scene.sees('There is no text in this message');
  await scene.pass(5_000);
  expect(scene.prompts()).toEqual([]);
});

test('200,000 characters that the app pastes in pieces are one prompt, and nothing of it is lost', async () => {
  using scene = openScene();
  scene.start();
  const text = Array.from({ length: 20_000 }, (_, n) => String(n).padStart(9, 'x '))
    .join('\n')
    .slice(0, 200_000);
  scene.ann.pastes(scene.chat, text);
  await scene.until(() => scene.prompts().length > 0, 60_000);
  await scene.pass(20_000);
  expect(scene.prompts()).toHaveLength(1);
  expect(scene.prompts()[0]).toBe(text);
});

test('blank lines in the middle of a paste are part of it', async () => {
  using scene = openScene();
  scene.start();
  const text = `${'a'.repeat(4_096)}${'\n'.repeat(4_096)}the end`;
  scene.ann.pastes(scene.chat, text);
  await scene.until(() => scene.prompts().length > 0);
  await scene.pass(5_000);
  expect(scene.prompts()).toEqual([text]);
});

test('an album is one prompt; that its pictures stay behind is said once', async () => {
  using scene = openScene();
  scene.start();
  scene.ann.sendsAlbum(scene.chat, [{ caption: 'compare these' }, {}, {}, { caption: 'and this' }]);
  await scene.until(() => scene.prompts().length > 0);
  await scene.pass(10_000);
  expect(scene.prompts()).toEqual(['compare these\nand this']);
  const told = scene.bot().filter(({ text }) => text.includes('without: photo'));
  expect(told).toHaveLength(1);
});

test('an album without words is answered once, and no turn begins', async () => {
  using scene = openScene();
  scene.start();
  scene.ann.sendsAlbum(scene.chat, [{}, {}, {}]);
  await scene.pass(20_000);
  expect(scene.prompts()).toEqual([]);
  expect(scene.bot()).toHaveLength(1);
});

test('a file that cannot be taken along is named, and its words go out', async () => {
  using scene = openScene();
  scene.start();
  scene.ann.sendsDocument(scene.chat, { caption: 'read this' });
  await scene.sees('You said: read this');
  expect(
    scene
      .bot()
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('without: document');
});

test('a file without words does not claim that words went out', async () => {
  using scene = openScene();
  scene.start();
  scene.ann.sendsVoice(scene.chat, {});
  const told = await scene.sees('voice');
  expect(told.text).not.toContain('went to Codex');
  expect(scene.prompts()).toEqual([]);
});

test('an unknown command is answered with the nearest ones', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/queu');
  expect((await scene.sees('There is no command /queu')).text).toContain('/queue');
  scene.says('/zzz');
  expect((await scene.sees('There is no command /zzz')).text).not.toContain('Did you mean');
});

test('a command for another bot is not ours', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/status@other_bot');
  await scene.pass(5_000);
  expect(scene.bot()).toEqual([]);
});

test('what cannot be used is answered with one polite line', async () => {
  using scene = openScene();
  scene.start();
  scene.ann.says(scene.chat, '', {
    extra: { text: undefined, location: { latitude: 1, longitude: 2 } },
  });
  expect((await scene.sees('I cannot take this along yet')).text).toContain('location');
  expect(scene.prompts()).toEqual([]);
});

test('a quoted and a forwarded message come with their marks', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "The first answer."]]');
  const answer = await scene.sees('The first answer.');
  scene.ann.says(scene.chat, 'why?', { topic, replyTo: answer });
  await scene.until(() => scene.prompts().length === 2);
  expect(scene.prompts()[1]).toBe('[In reply to your message: “The first answer.”]\n\nwhy?');
  await scene.pass(5_000);
  const mine = scene.says('my words', topic);
  await scene.pass(5_000);
  scene.ann.says(scene.chat, 'as I said', { topic, replyTo: mine, quote: 'my' });
  await scene.until(() => scene.prompts().length === 4);
  expect(scene.prompts()[3]).toBe('[In reply to: “my”]\n\nas I said');
  await scene.pass(5_000);
  scene.ann.says(scene.chat, 'look', { topic, forwardFrom: scene.ann.user });
  await scene.until(() => scene.prompts().length === 5);
  expect(scene.prompts()[4]).toBe('[Forwarded message]\n\nlook');
});

test('an edited message whose words are the same changes nothing', async () => {
  using scene = openScene();
  scene.start();
  const said = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.ann.edits(said, said.text);
  scene.ann.edits(scene.ann.says(scene.chat, '/status', { topic: said.topic }), '/status x');
  await scene.pass(5_000);
  expect(scene.bot().filter(({ text }) => text.includes('gone out already'))).toEqual([]);
});

test('a final whose topic was deleted meanwhile is brought to a topic made anew, not elsewhere', async () => {
  using scene = openScene();
  scene.start();
  const { topic = 0 } = scene.says('work [[sim: wait 20000; final "the answer"]]');
  await scene.sees('⏳');
  scene.ann.deletesTopic(scene.chat, topic);
  const final = await scene.sees('the answer', 120_000);
  expect(final.topic).toBeDefined();
  expect(final.topic).not.toBe(topic);
});

test('a command written in a topic that is deleted at once neither stops nor misleads the bridge', async () => {
  using scene = openScene();
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'short-lived');
  scene.says('/status', topic);
  scene.ann.deletesTopic(scene.chat, topic, 'silent');
  await scene.pass(30_000);
  const { topic: other } = scene.says('/status');
  await scene.until(() => scene.bot(other).length === 1);
});

interface Crowd {
  readonly scene: Scene;
  readonly topic: number;
  readonly says: (who: Person, text: string) => Seen;
  readonly told: (text: string | RegExp) => Promise<Seen>;
  readonly people: Readonly<Record<'approver' | 'viewer' | 'user' | 'stranger', Person>>;
}

/** A forum with somebody in each role. */
function openCrowd(): Crowd {
  const ids = { approver: 201, viewer: 202, user: 203, stranger: 204 } as const;
  const made: Partial<Record<keyof typeof ids, Person>> = {};
  let forum = { id: 0 };
  const only = (id: number): ReadonlySet<PersonId> => new Set([id as PersonId]);
  const scene = openScene({
    policy: { approvers: only(201), viewers: only(202), users: only(203) },
    chats: (emulator, ann) => {
      for (const [role, id] of Object.entries(ids)) {
        made[role as keyof typeof ids] = emulator.person({ id, firstName: role });
      }
      forum = emulator.forum({ owner: ann, members: Object.values(made), bot: 'administrator' });
      return [forum];
    },
  });
  scene.start();
  // Number 1 is General's.
  scene.ann.says(forum, 'welcome');
  const topic = scene.ann.opensTopic(forum, 'work');
  return {
    ...{ scene, topic, people: made as Crowd['people'] },
    says: (who, text) => who.says(forum, text, { topic }),
    told: (text) =>
      scene.until(() =>
        scene.emulator
          .transcript(forum, topic)
          .findLast((one) => one.from.isBot && new RegExp(text).test(one.text)),
      ),
  };
}

test('an approver answers requests, but neither writes prompts nor works the queue', async () => {
  const { scene, people, says, told } = openCrowd();
  using _ = scene;
  says(people.approver, 'do something');
  await told('Your role does not allow this here');
  says(people.approver, '/stop');
  await scene.pass(3_000);
  says(people.user, 'go [[sim: run "make" escalate; wait 30000; final "over"]]');
  const card = await told('Run a command');
  const live = await told('⏳');
  expect(await scene.presses(live, 'Stop', people.approver)).toContain('does not allow');
  expect(await scene.presses(card, 'Once', people.approver)).toBe('Done');
  await told('over');
  expect(scene.prompts()).toHaveLength(1);
});

test('an approver’s typed answer is one, and its edits of the queue are not', async () => {
  const { scene, people, says, told } = openCrowd();
  using _ = scene;
  says(people.user, 'go [[sim: ask "Which?" A|B; final "{last}"]]');
  const card = await told('. Codex asks');
  await scene.presses(card, 'Something else', people.approver);
  says(people.approver, 'C');
  await told('"answers":\\["C"\\]');

  says(people.user, 'long [[sim: wait 20000; final "long over"]]');
  says(people.user, 'mine [[sim: final "mine over"]]');
  const queued = await told('Next in the queue');
  expect(await scene.presses(queued, 'Edit', people.approver)).toContain('does not allow');
  says(people.approver, 'other words');
  await told('mine over');
  expect(scene.prompts().filter((text) => text.includes('other words'))).toEqual([]);
});

test('a viewer reads, and decides nothing', async () => {
  const { scene, people, says, told } = openCrowd();
  using _ = scene;
  says(people.user, 'go [[sim: run "make" escalate; final "over"]]');
  const card = await told('Run a command');
  expect(await scene.presses(card, 'Once', people.viewer)).toContain('does not allow');
  says(people.viewer, '/status');
  await told('waits for you');
  says(people.user, 'next');
  await told('Next in the queue');
  says(people.viewer, '/queue');
  expect((await told('1 message waiting')).buttons).toEqual([]);
  for (const text of ['/new x', '/stop', 'just words']) says(people.viewer, text);
  await scene.pass(10_000);
  expect(scene.tap.answers).toEqual([]);
  expect(scene.prompts()).toHaveLength(1);
});

test('a stranger is nobody: neither words nor presses get an answer', async () => {
  const { scene, people, says, told } = openCrowd();
  using _ = scene;
  says(people.stranger, '/status');
  says(people.stranger, 'do something');
  says(people.user, 'go [[sim: run "make" escalate; final "over"]]');
  const card = await told('Run a command');
  expect(await scene.presses(card, 'Once', people.stranger)).toBe('');
  expect(scene.tap.answers).toEqual([]);
  expect(scene.prompts()).toHaveLength(1);
});
