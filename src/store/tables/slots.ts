import type { ChatId, MessageId, TopicKey } from '../../model/ids.ts';
import { type Desired, type Priority, priorities, type SlotKey } from '../../model/slot.ts';
import type { TopicState } from '../../model/topic.ts';
import type { Database } from '../database.ts';

export type SlotState = 'queued' | 'sending' | 'sent' | 'unknown' | 'dead';

/** A slot as it is kept: what is wanted, what was delivered, and what to do next. */
export interface SlotRecord {
  readonly seq: number;
  readonly key: SlotKey;
  readonly priority: Priority;
  /** Order within a topic: that of the first wish; a continuation stands right behind its beginning. */
  readonly place: number;
  readonly desired: Desired;
  /** Of what was wished for; '' for a live message, whose text is not kept. */
  readonly desiredHash: string;
  readonly state: SlotState;
  readonly message: MessageId | undefined;
  readonly deliveredHash: string | undefined;
  readonly attempts: number;
  /** Not before this moment; undefined: never by itself. */
  readonly nextAt: number | undefined;
  readonly closed: boolean;
  readonly reason: string | undefined;
  /** Telegram refused the entities, or the keyboard: it goes without. */
  readonly withoutEntities: boolean;
  readonly withoutButtons: boolean;
  /** Its message was deleted by somebody and sent anew; that is done once. */
  readonly renewed: boolean;
  readonly changedAt: number;
}

/** What the scheduler needs to know of a slot that has something to do. */
export interface PendingSlot {
  readonly seq: number;
  readonly topic: TopicKey;
  readonly generation: number;
  readonly name: string;
  readonly priority: Priority;
  readonly place: number;
  readonly type: Desired['type'];
  readonly state: SlotState;
  readonly message: MessageId | undefined;
  readonly nextAt: number;
  readonly closed: boolean;
  readonly reason: string | undefined;
  readonly chat: ChatId;
  readonly topicState: TopicState;
}

interface SlotRow {
  seq: number;
  topic: number;
  generation: number;
  name: string;
  priority: number;
  place: number;
  type: Desired['type'];
  desired: string;
  desired_hash: string;
  state: SlotState;
  message_id: number | null;
  delivered_hash: string | null;
  attempts: number;
  next_at: number | null;
  closed: number;
  reason: string | null;
  without_entities: number;
  without_buttons: number;
  renewed: number;
  changed_at: number;
}

type PendingRow = Pick<
  SlotRow,
  | 'seq'
  | 'topic'
  | 'generation'
  | 'name'
  | 'priority'
  | 'place'
  | 'type'
  | 'state'
  | 'message_id'
  | 'next_at'
  | 'closed'
  | 'reason'
> & { chat: number; topic_state: TopicState };

const pendingColumns = `slots.seq, slots.topic, slots.generation, slots.name, slots.priority, slots.place, slots.type, slots.state,
  slots.message_id, slots.next_at, slots.closed, slots.reason, topics.chat, topics.state AS topic_state`;

/** A condition on `slots`; other reasons are endings that nobody misses. */
export const setAside = `state = 'dead' AND type IN ('message', 'live', 'document')
  AND reason NOT IN ('closed', 'withdrawn', 'message-gone')`;

export function slotsTable(db: Database) {
  const bySeq = db.query<SlotRow>('SELECT * FROM slots WHERE seq = :seq');
  const byKey = db.query<SlotRow>(
    'SELECT * FROM slots WHERE topic = :topic AND generation = :generation AND name = :name',
  );
  const byMessage = db.query<SlotRow>(`
    SELECT slots.* FROM slots JOIN topics ON topics.key = slots.topic
    WHERE slots.message_id = :message AND topics.chat = :chat LIMIT 1`);
  const doubtful = db.query<SlotRow>(`
    SELECT slots.* FROM slots JOIN topics ON topics.key = slots.topic
    WHERE slots.name = :name AND topics.chat = :chat AND slots.state = 'unknown' AND slots.message_id IS NULL
    ORDER BY slots.seq DESC LIMIT 1`);
  const insert = db.change<{ seq: number }>(`
    INSERT INTO slots (topic, generation, name, priority, place, type, desired, desired_hash, state,
      message_id, delivered_hash, attempts, next_at, closed, reason, without_entities, without_buttons,
      renewed, changed_at)
    VALUES (:topic, :generation, :name, :priority,
      coalesce(:place, (SELECT coalesce(max(seq), 0) + 1 FROM slots)), :type, :desired, :desiredHash, :state,
      NULL, NULL, 0, :nextAt, :closed, NULL, 0, 0, 0, :now)
    RETURNING seq`);
  const update = db.change(`
    UPDATE slots SET priority = :priority, type = :type, desired = :desired, desired_hash = :desiredHash,
      state = :state, message_id = :message, delivered_hash = :deliveredHash, attempts = :attempts,
      next_at = :nextAt, closed = :closed, reason = :reason, without_entities = :withoutEntities,
      without_buttons = :withoutButtons, renewed = :renewed, changed_at = :changedAt
    WHERE seq = :seq`);
  const pending = db.query<PendingRow>(`
    SELECT ${pendingColumns} FROM slots JOIN topics ON topics.key = slots.topic
    WHERE slots.state IN ('queued', 'unknown') AND slots.next_at IS NOT NULL
    ORDER BY slots.priority, slots.place, slots.seq`);
  const live = db.query<PendingRow>(`
    SELECT ${pendingColumns} FROM slots JOIN topics ON topics.key = slots.topic
    WHERE slots.type = 'live' AND slots.closed = 0 AND slots.state IN ('sent', 'sending')
    ORDER BY slots.seq`);
  const sending = db.query<SlotRow>(`SELECT * FROM slots WHERE state = 'sending' ORDER BY seq`);
  const ofTopic = db.query<SlotRow>('SELECT * FROM slots WHERE topic = :topic ORDER BY place, seq');
  const making = db.query<SlotRow>(`
    SELECT slots.* FROM slots JOIN topics ON topics.key = slots.topic
    WHERE topics.chat = :chat AND topics.state IN ('making', 'lost') AND slots.type = 'topic'
      AND slots.state IN ('queued', 'sending', 'unknown') ORDER BY slots.seq`);
  const placeAfter = db.query<{ place: number | null }>(
    'SELECT min(place) AS place FROM slots WHERE topic = :topic AND place > :place',
  );
  const voidMessages = db.change(`
    UPDATE slots SET message_id = NULL,
      next_at = iif(type = 'live' AND closed = 0 AND state = 'sent', 0, next_at),
      state = iif(type = 'live' AND closed = 0 AND state = 'sent', 'queued', state)
    WHERE topic IN (SELECT key FROM topics WHERE chat = :chat)`);
  const hurry = db.change(`
    UPDATE slots SET next_at = :now WHERE topic = :topic AND state = 'queued' AND next_at > :now`);
  const forget = db.change(`
    DELETE FROM slots WHERE closed = 1 AND changed_at < :before
      AND (state IN ('sent', 'dead') OR next_at IS NULL)`);

  const dead = db.query<{ count: number }>(`SELECT count(*) AS count FROM slots WHERE ${setAside}`);

  return {
    /** Messages that Telegram will never take, but for those that somebody took away. */
    setAside: (): number => dead.get()?.count ?? 0,

    get: (seq: number): SlotRecord | undefined => toRecord(bySeq.get({ seq })),

    find: ({ topic, generation, name }: SlotKey): SlotRecord | undefined =>
      toRecord(byKey.get({ topic, generation, name })),

    /** Which slot a message in the chat is. */
    byMessage: (chat: ChatId, message: MessageId): SlotRecord | undefined =>
      toRecord(byMessage.get({ chat, message })),

    /** The slot of this name whose message may or may not be in the chat. */
    doubtful: (chat: ChatId, name: string): SlotRecord | undefined =>
      toRecord(doubtful.get({ chat, name })),

    /** A new row, queued at once. @param place undefined: behind all that were wished for before */
    add: (slot: NewSlot, now: number, place?: number): number => {
      const { key, priority, desired, desiredHash } = slot;
      const row = insert.get({
        topic: key.topic,
        generation: key.generation,
        name: key.name,
        priority: priorities.indexOf(priority),
        place,
        type: desired.type,
        desired: JSON.stringify(desired),
        desiredHash,
        state: 'queued',
        nextAt: now,
        closed: slot.over ?? false,
        now,
      });
      return row?.seq ?? 0;
    },

    /** Keeps everything of the record that may change. */
    save: (slot: SlotRecord): void => {
      const { seq, priority, desired, key: _key, place: _place, ...rest } = slot;
      update.run({
        ...rest,
        seq,
        priority: priorities.indexOf(priority),
        type: desired.type,
        desired: JSON.stringify(desired),
      });
    },

    /** What has something to do, now or later: by priority, then in order. */
    pending: (): readonly PendingSlot[] => pending.all().map(toPending),

    /** Live messages whose turn runs: in the chat, or on their way. */
    live: (): readonly PendingSlot[] => live.all().map(toPending),

    /** Calls that were begun and have no outcome: after a start their fate is unknown. */
    sending: (): readonly SlotRecord[] => sending.all().map(toKnownRecord),

    ofTopic: (topic: TopicKey): readonly SlotRecord[] => ofTopic.all({ topic }).map(toKnownRecord),

    /** Topics of a chat that are being made or replaced, as the slots that do it; the oldest first. */
    making: (chat: ChatId): readonly SlotRecord[] => making.all({ chat }).map(toKnownRecord),

    /** A place behind the given one and before all that follow it in the topic. */
    placeBehind: ({ key, place }: SlotRecord): number =>
      (place + (placeAfter.get({ topic: key.topic, place })?.place ?? place + 1)) / 2,

    /** The chat's messages cannot be reached any more (it migrated): what would edit one sends a new one. */
    voidMessages: (chat: ChatId): void => void voidMessages.run({ chat }),

    /** What waited in a topic for another try is tried now. */
    hurry: (topic: TopicKey, now: number): void => void hurry.run({ topic, now }),

    /** Forgets closed and settled slots that have not changed since. */
    prune: (before: number): number => forget.run({ before }),
  };
}

export interface NewSlot {
  readonly key: SlotKey;
  readonly priority: Priority;
  readonly desired: Desired;
  readonly desiredHash: string;
  /** Closed from the beginning. */
  readonly over?: boolean;
}

const toRecord = (row: SlotRow | undefined): SlotRecord | undefined => row && toKnownRecord(row);

function toKnownRecord(row: SlotRow): SlotRecord {
  return {
    seq: row.seq,
    key: { topic: row.topic as TopicKey, generation: row.generation, name: row.name },
    priority: toPriority(row.priority),
    place: row.place,
    desired: JSON.parse(row.desired) as Desired,
    desiredHash: row.desired_hash,
    state: row.state,
    message: (row.message_id ?? undefined) as MessageId | undefined,
    deliveredHash: row.delivered_hash ?? undefined,
    attempts: row.attempts,
    nextAt: row.next_at ?? undefined,
    closed: row.closed === 1,
    reason: row.reason ?? undefined,
    withoutEntities: row.without_entities === 1,
    withoutButtons: row.without_buttons === 1,
    renewed: row.renewed === 1,
    changedAt: row.changed_at,
  };
}

function toPending(row: PendingRow): PendingSlot {
  return {
    seq: row.seq,
    topic: row.topic as TopicKey,
    generation: row.generation,
    name: row.name,
    priority: toPriority(row.priority),
    place: row.place,
    type: row.type,
    state: row.state,
    message: (row.message_id ?? undefined) as MessageId | undefined,
    nextAt: row.next_at ?? 0,
    closed: row.closed === 1,
    reason: row.reason ?? undefined,
    chat: row.chat as ChatId,
    topicState: row.topic_state,
  };
}

const toPriority = (index: number): Priority => priorities[index] ?? 'commentary';
