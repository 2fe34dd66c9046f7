import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { guard } from '../../src/intake/guard.ts';
import { parse } from '../../src/intake/parse/parse.ts';
import type { ChatId, PersonId } from '../../src/model/ids.ts';
import type { Intent } from '../../src/model/intent.ts';
import type { AccessPolicy } from '../../src/model/settings.ts';

/** Ann owns a private chat with topics and a forum; Mallory is a member of the forum and nobody. */
function setUp() {
  const emulator = createEmulator({ clock: systemClock, limits: 'off' });
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const mallory = emulator.person({ id: 999, firstName: 'Mallory' });
  const chat = ann.privateChat({ topics: true });
  const forum = emulator.forum({ owner: ann, members: [mallory], bot: 'administrator' });
  const api = async (method: string, params: object): Promise<unknown> => {
    const url = `http://emulator/bot${emulator.token}/${method}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await emulator.fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(params),
    });
    return ((await answer.json()) as { result: unknown }).result;
  };
  let offset = 0;

  /** What arrived since, as intents; strangers' updates as their refusal. */
  const arrived = async (rules: Partial<AccessPolicy> = {}): Promise<(Intent | string)[]> => {
    const me = (await api('getMe', {})) as { id: number; username: string };
    const bot = {
      id: me.id as PersonId,
      username: me.username,
      hasTopics: true,
      allowsUserTopics: true,
      readsAllGroupMessages: true,
    };
    const policy: AccessPolicy = {
      chats: new Set([chat.id, forum.id] as ChatId[]),
      owners: new Set([111 as PersonId]),
      users: new Set(),
      approvers: new Set(),
      viewers: new Set(),
      groupMembers: 'listed',
      groups: 'mention',
      ...rules,
    };
    const updates = (await api('getUpdates', { offset, limit: 100 })) as { update_id: number }[];
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
    return updates.flatMap((update) => {
      const verdict = guard(update, policy, bot);
      if (verdict.type === 'refused') return verdict.reason;
      return parse(update, verdict, { bot, groups: policy.groups }) ?? [];
    });
  };
  return { emulator, ann, mallory, chat, forum, api, arrived };
}

test('a first message in a private chat with topics opens one and is a prompt in it', async () => {
  const { ann, chat, arrived } = setUp();
  ann.says(chat, 'fix the tests');
  const [created, prompt] = await arrived();
  expect(created).toMatchObject({ type: 'topic-created', implicit: true });
  const topic = typeof created === 'object' && 'origin' in created && created.origin.address.topic;
  expect(topic).toBeTypeOf('number');
  expect(prompt).toMatchObject({
    type: 'prompt',
    text: 'fix the tests',
    quoted: undefined,
    origin: { topics: true, address: { chat: chat.id, topic } },
  });
});

test("a person's topic in a forum is told through its whole life, and what is said in it needs no call", async () => {
  const { ann, forum, arrived } = setUp();
  const topic = ann.opensTopic(forum, 'shop');
  ann.says(forum, '/new fix it', { topic });
  ann.renames(forum, topic, 'store');
  ann.closes(forum, topic);
  ann.reopens(forum, topic);
  const intents = await arrived();
  expect(intents).toMatchObject([
    { type: 'topic-created', name: 'shop', implicit: false },
    { type: 'command', name: 'new', argument: 'fix it', quoted: undefined },
    { type: 'topic-renamed', name: 'store' },
    { type: 'topic-closed' },
    { type: 'topic-reopened' },
  ]);
  const places = intents.map((one) => typeof one === 'object' && 'origin' in one && one.origin);
  expect(new Set(places.map((origin) => (origin ? origin.address.topic : undefined))).size).toBe(1);
});

test('General is silent ground until somebody calls', async () => {
  const { ann, forum, arrived } = setUp();
  ann.says(forum, 'lunch?');
  expect(await arrived()).toEqual([]);
  ann.says(forum, 'lunch!');
  expect(await arrived({ groups: 'all' })).toMatchObject([
    { type: 'prompt', text: 'lunch!', origin: { address: { topic: undefined } } },
  ]);
});

test('a topic that we made comes back as ours', async () => {
  const { forum, api, arrived } = setUp();
  const made = (await api('createForumTopic', { chat_id: forum.id, name: 'shop' })) as {
    message_thread_id: number;
  };
  expect(await arrived()).toEqual([
    { type: 'own-topic-created', chat: forum.id, topic: made.message_thread_id, name: 'shop' },
  ]);
});

test('strangers, anonymous admins, channels and inline bots are nobody', async () => {
  const { ann, mallory, forum, arrived } = setUp();
  mallory.says(forum, '/stop');
  ann.says(forum, '/stop', { isAnonymous: true });
  ann.says(forum, '/stop', { isLinkedChannel: true });
  expect(await arrived()).toEqual(['stranger', 'no-person', 'no-person']);
});

test('albums, pastes, files, forwards, replies and edits are told apart', async () => {
  const { ann, chat, arrived } = setUp();
  const first = ann.says(chat, 'first');
  await arrived();
  const place = { topic: first.topic };
  ann.sendsAlbum(chat, [{ caption: 'both' }, {}], place);
  ann.pastes(chat, 'y'.repeat(5_000), place);
  ann.sendsVoice(chat, {}, place);
  ann.says(chat, '/stop', { ...place, forwardFrom: { id: 5, is_bot: false, first_name: 'Eve' } });
  ann.says(chat, 'as I said', { ...place, replyTo: first, quote: 'fir' });
  ann.edits(first, 'first, better');
  expect(await arrived()).toMatchObject([
    { type: 'prompt', text: 'both', attachments: ['photo'], gather: { type: 'album' } },
    { type: 'prompt', text: '', attachments: ['photo'], gather: { type: 'album' } },
    { type: 'prompt', gather: { type: 'paste' } },
    { type: 'prompt' },
    { type: 'prompt', text: '', attachments: ['voice'] },
    { type: 'prompt', text: '/stop', forwarded: true },
    { type: 'prompt', text: 'as I said', quoted: { message: first.id, ours: false, text: 'fir' } },
    { type: 'edit', text: 'first, better', origin: { message: first.id } },
  ]);
});

test('who blocks us is out of reach until they come back', async () => {
  const { ann, chat, arrived } = setUp();
  ann.says(chat, 'hello');
  await arrived();
  ann.blocks();
  ann.unblocks();
  expect(await arrived()).toMatchObject([
    { type: 'reachable', chat: chat.id, reachable: false },
    { type: 'reachable', chat: chat.id, reachable: true },
  ]);
});

test('a group that becomes a supergroup is told while the old id is listed', async () => {
  const { emulator, ann, arrived } = setUp();
  const group = emulator.group({ type: 'group', owner: ann });
  const { id } = emulator.migrate(group, ann);
  const moved = { type: 'migrated', from: group.id, to: id };
  const intents = await arrived({ chats: new Set([group.id as ChatId]) });
  expect(intents.filter((one) => typeof one === 'object')).toEqual([moved, moved]);
});
