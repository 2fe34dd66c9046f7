import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guard } from '../../src/intake/guard.ts';
import { laneOf } from '../../src/intake/lane.ts';
import { parse } from '../../src/intake/parse/parse.ts';
import type { Actor } from '../../src/model/actor.ts';
import type { ChatId, PersonId } from '../../src/model/ids.ts';
import { ann, bot, forum, group, mallory, policy, privateChat, us } from './updates.ts';

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const often = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  pick<unknown>(-1, 0, 1.5, 2 ** 60, '', 'x', [], {}, null, '\ud800', '__proto__', { id: 111 }),
);

const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group' };
const robot = { ...ann, is_bot: true };
const from = often(
  pick<unknown>(ann, ann, ann, mallory, us, anonymous, robot, { id: 333, is_bot: false }),
);
const chat = often(
  pick<unknown>(
    privateChat,
    group,
    forum,
    { id: -77, type: 'group' },
    { id: 999, type: 'private' },
  ),
);
const entity = fc.record(
  {
    type: often(pick('bot_command', 'bot_command', 'mention', 'text_mention')),
    offset: often(pick(0, 0, 0, 1, -3, 99)),
    length: often(pick(5, 5, 10, 0, 4_096)),
    user: from,
  },
  { requiredKeys: ['type', 'offset', 'length'] },
);
const text = often(
  fc.oneof(pick('/stop', '/stop', '/stop x', '/new@other x', '@PocketBot go', ''), fc.string()),
);
const reply = fc.record(
  { message_id: odd, from, text, forum_topic_created: odd },
  { requiredKeys: [] },
);

const rarely = (arbitrary: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });

const plain = fc.record(
  {
    message_id: often(pick(0, 1, 2, 3, 7)),
    date: often(pick(0, 1_700_000_000)),
    from,
    chat,
    text,
    caption: text,
    entities: often(fc.array(entity, { maxLength: 3 })),
    caption_entities: often(fc.array(entity, { maxLength: 3 })),
    message_thread_id: often(pick(1, 7)),
    is_topic_message: often(pick(true, false)),
    reply_to_message: often(reply),
    quote: often(fc.record({ text })),
    external_reply: odd,
    media_group_id: odd,
    forward_origin: odd,
    photo: odd,
    poll: odd,
  },
  { requiredKeys: ['from', 'chat'] },
);
const foreign = fc.record(
  { sender_chat: odd, via_bot: odd, guest_query_id: odd },
  { requiredKeys: [] },
);
const service = fc.record(
  {
    forum_topic_created: often(fc.record({ name: text, is_name_implicit: odd })),
    forum_topic_edited: often(fc.record({ name: text })),
    forum_topic_closed: odd,
    migrate_to_chat_id: often(pick(-9)),
    migrate_from_chat_id: often(pick(-500, -9)),
  },
  { requiredKeys: [] },
);
const message = fc
  .tuple(plain, rarely(foreign), rarely(service))
  .map((parts): object => Object.assign({}, ...parts) as object);

const byKind = {
  message: often(message),
  edited_message: often(message),
  callback_query: often(
    fc.record({ id: odd, from, message: often(message), data: often(pick('v1:abcdefghijklmnop')) }),
  ),
  message_reaction: often(fc.record({ chat, user: from, actor_chat: odd }, { requiredKeys: [] })),
  my_chat_member: often(
    fc.record({
      chat,
      from,
      new_chat_member: often(fc.record({ status: pick('member', 'left') })),
    }),
  ),
  stopped_message_generation: often(fc.record({ chat })),
  channel_post: often(message),
  business_message: often(message),
};
const names = Object.keys(byKind) as (keyof typeof byKind)[];
const kind = fc.oneof(pick(...names), pick('message' as const));
const hostile = fc.oneof(
  {
    weight: 20,
    arbitrary: kind.chain((name) =>
      byKind[name].map((payload) => ({ update_id: 1, [name]: payload })),
    ),
  },
  { weight: 1, arbitrary: odd },
);

/** As it comes: through JSON, which is where `__proto__` and lone surrogates survive. */
const received = hostile.map((given) => JSON.parse(JSON.stringify(given) ?? 'null') as unknown);
const listed: ReadonlySet<number> = policy.chats;
const people = new Set([111, 222, 333, 444]);

const actor: Actor = { id: 111 as PersonId, name: 'Ann', role: 'owner' };

interface Loose {
  readonly [name: string]: Loose | undefined;
}

/** Whose act an update is and where, found by another way than the guard's. */
function truthOf(given: unknown): { person: unknown; chat: unknown } {
  const payload = Object.entries(given as Record<string, Loose>).find(
    ([k]) => k !== 'update_id',
  )?.[1];
  const place = payload?.['chat'] ?? payload?.['message']?.['chat'];
  const who = payload?.['from'] ?? payload?.['user'] ?? place;
  return { person: who?.['id'], chat: place?.['id'] };
}

test('10,000 hostile updates: nothing throws, and nothing passes without an allowed person', () => {
  const seen = { allowed: 0, service: 0, refused: 0 };
  const intents = new Set<string>();
  fc.assert(
    fc.property(received, (given) => {
      laneOf(given);
      const verdict = guard(given, policy, bot);
      seen[verdict.type] += 1;
      // The parser must stand what the guard would have kept from it, too.
      const anybody = { type: 'allowed', actor, chat: group.id as ChatId } as const;
      for (const admitted of [{ type: 'service' } as const, anybody]) {
        const intent = parse(given, admitted, { bot, groups: 'all' });
        if (intent) intents.add(intent.type);
      }
      if (verdict.type === 'refused') return;
      const truth = truthOf(given);
      if (verdict.type === 'allowed') {
        expect(people.has(verdict.actor.id)).toBe(true);
        expect(listed.has(verdict.chat)).toBe(true);
        expect(truth).toEqual({ person: verdict.actor.id, chat: verdict.chat });
      }
      const intent = parse(given, verdict, { bot, groups: 'mention' });
      if (!intent) return;
      if (verdict.type === 'service') {
        expect(['own-topic-created', 'migrated']).toContain(intent.type);
      }
      if ('origin' in intent) {
        expect(intent.origin.actor.id).toBe(truth.person);
        expect(intent.origin.address.chat).toBe(truth.chat);
      }
    }),
    { numRuns: 10_000, seed: 20_261_121 },
  );
  // The load means something only if all ways are walked.
  expect(seen.allowed).toBeGreaterThan(500);
  expect(seen.refused).toBeGreaterThan(500);
  expect(seen.service).toBeGreaterThan(50);
  expect([...intents].toSorted()).toEqual([
    'command',
    'edit',
    'migrated',
    'own-topic-created',
    'press',
    'prompt',
    'reachable',
    'topic-closed',
    'topic-created',
    'topic-renamed',
    'unsupported',
  ]);
});
