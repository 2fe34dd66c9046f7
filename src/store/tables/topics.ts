import type { Address } from '../../model/address.ts';
import type { ChatId, ThreadId, TopicId, TopicKey, TurnId } from '../../model/ids.ts';
import { step } from '../../model/moves.ts';
import { type Binding, type Topic, type TopicMove, topicMoves } from '../../model/topic.ts';
import type { Database } from '../database.ts';

interface TopicRow {
  key: number;
  chat: number;
  topic: number | null;
  is_main: number;
  state: Topic['state'];
  name: string;
  named_by: Topic['namedBy'];
  generation: number;
  instance: string | null;
  thread: string | null;
  directory: string | null;
  project: string | null;
  running_turn: string | null;
  paused: NonNullable<Topic['paused']> | null;
}

export function topicsTable(db: Database) {
  const byKey = db.query<TopicRow>('SELECT * FROM topics WHERE key = :key');
  const byAddress = db.query<TopicRow>(
    'SELECT * FROM topics WHERE chat = :chat AND topic = :topic',
  );
  const mainOf = db.query<TopicRow>('SELECT * FROM topics WHERE chat = :chat AND is_main = 1');
  // A lost topic keeps its thread until another one takes it.
  const byThread = db.query<TopicRow>(`
    SELECT * FROM topics WHERE instance = :instance AND thread = :thread ORDER BY state = 'lost', key DESC LIMIT 1`);
  const bound = db.query<TopicRow>(
    `SELECT * FROM topics WHERE instance IS NOT NULL AND state <> 'lost' ORDER BY key`,
  );
  const insert = db.change<TopicRow>(`
    INSERT INTO topics (chat, topic, is_main, state, name, named_by, generation)
    VALUES (:chat, :topic, :isMain, :state, :name, :namedBy, 0) RETURNING *`);
  const bind = db.change(`
    UPDATE topics SET instance = :instance, thread = :thread, directory = :directory, project = :project,
      generation = generation + 1, running_turn = NULL, paused = NULL
    WHERE key = :key`);
  const unbind = db.change(`
    UPDATE topics SET instance = NULL, thread = NULL, directory = NULL, project = NULL,
      running_turn = NULL, paused = NULL
    WHERE key = :key`);
  const setThread = db.change('UPDATE topics SET thread = :thread WHERE key = :key');
  const setState = db.change('UPDATE topics SET state = :state WHERE key = :key');
  const address = db.change(`UPDATE topics SET topic = :topic, state = 'open' WHERE key = :key`);
  const rename = db.change('UPDATE topics SET name = :name, named_by = :by WHERE key = :key');
  const setTurn = db.change('UPDATE topics SET running_turn = :turn WHERE key = :key');
  const setPaused = db.change('UPDATE topics SET paused = :paused WHERE key = :key');
  const retireMain = db.change(
    `UPDATE topics SET is_main = 0, state = 'lost' WHERE chat = :chat AND is_main = 1`,
  );
  const retire = db.change(`UPDATE topics SET topic = NULL, state = 'lost' WHERE key = :key`);
  const rechat = db.change('UPDATE topics SET chat = :to WHERE chat = :from');

  const get = (key: TopicKey): Topic | undefined => {
    const row = byKey.get({ key });
    return row && toTopic(row);
  };

  const at = ({ chat, topic }: Address): Topic | undefined => {
    const row = topic === undefined ? mainOf.get({ chat }) : byAddress.get({ chat, topic });
    return row && toTopic(row);
  };

  const existing = (row: TopicRow | undefined): Topic => {
    if (!row) throw new Error('The topic has no row.');
    return toTopic(row);
  };

  const ofThread = (instance: string, thread: ThreadId): Topic | undefined => {
    const row = byThread.get({ instance, thread });
    return row && toTopic(row);
  };

  /** While a topic was lost another one may have taken its thread: the other keeps it. */
  const revive = (key: TopicKey): void => {
    const { binding } = existing(byKey.get({ key }));
    if (!binding?.thread) return;
    const holder = ofThread(binding.instance, binding.thread);
    if (holder && holder.key !== key) unbind.run({ key });
  };

  return {
    get,
    at,

    /** The topic at an address that somebody wrote from; a new row is open and unnamed. */
    ensure: (place: Address): Topic =>
      db.transact(() => {
        const isMain = place.topic === undefined;
        return (
          at(place) ??
          existing(
            insert.get({
              ...{ chat: place.chat, topic: place.topic },
              isMain,
              state: 'open',
              name: '',
              namedBy: 'nobody',
            }),
          )
        );
      }),

    /** A topic that is to be made; its address comes later. Wanting its `topic` slot makes it. */
    make: (chat: ChatId, name: string, namedBy: Topic['namedBy']): Topic =>
      existing(
        insert.get({ chat, topic: undefined, isMain: false, state: 'making', name, namedBy }),
      ),

    /** The topic that shows a thread; a lost one only while no other has taken the thread. */
    byThread: ofThread,

    /** Ties the topic anew and raises its generation; a running turn and a pause belong to the old binding. */
    bind: (key: TopicKey, { instance, thread, directory, project }: Binding): Topic => {
      bind.run({ key, instance, thread, directory, project });
      return existing(byKey.get({ key }));
    },

    /** The engine made the thread of the present binding. */
    setThread: (key: TopicKey, thread: ThreadId): void => void setThread.run({ key, thread }),

    unbind: (key: TopicKey): void => void unbind.run({ key }),

    /** @returns false where `topicMoves` refuses the move */
    move: (key: TopicKey, move: Exclude<TopicMove, 'addressed'>): boolean =>
      db.transact(() => {
        const topic = get(key);
        const state = topic && step(topicMoves, topic.state, move);
        if (!state) return false;
        if (topic.state === 'lost') revive(key);
        setState.run({ key, state });
        return true;
      }),

    /**
     * Telegram's number of a topic that was being made, or of the one that replaces a lost one.
     *
     * A row that somebody's word there has made meanwhile gives way, unless it is bound.
     *
     * @returns false where `topicMoves` refuses the move, or a bound row has that address
     */
    addressed: (key: TopicKey, topic: TopicId): boolean =>
      db.transact(() => {
        const row = get(key);
        if (!row || !step(topicMoves, row.state, 'addressed')) return false;
        const holder = at({ chat: row.chat, topic });
        if (holder && holder.key !== key) {
          if (holder.binding) return false;
          retire.run({ key: holder.key });
        }
        if (row.state === 'lost') revive(key);
        address.run({ key, topic });
        return true;
      }),

    rename: (key: TopicKey, name: string, by: Topic['namedBy']): void =>
      void rename.run({ key, name, by }),

    setRunningTurn: (key: TopicKey, turn: TurnId | undefined): void =>
      void setTurn.run({ key, turn }),

    setPaused: (key: TopicKey, paused: Topic['paused']): void =>
      void setPaused.run({ key, paused }),

    /** A group became a supergroup: every row moves to the new chat. An unbound newcomer there gives way. */
    rechat: (from: ChatId, to: ChatId): void =>
      db.transact(() => {
        if (at({ chat: from, topic: undefined })) retireMain.run({ chat: to });
        rechat.run({ from, to });
      }),

    /** Every topic with a binding, but for the lost ones. */
    bound: (): readonly Topic[] => bound.all().map(toTopic),
  };
}

function toTopic(row: TopicRow): Topic {
  return {
    key: row.key as TopicKey,
    chat: row.chat as ChatId,
    topic: (row.topic ?? undefined) as TopicId | undefined,
    state: row.state,
    name: row.name,
    namedBy: row.named_by,
    generation: row.generation,
    binding: toBinding(row),
    runningTurn: (row.running_turn ?? undefined) as TurnId | undefined,
    paused: row.paused ?? undefined,
  };
}

function toBinding({ instance, thread, directory, project }: TopicRow): Binding | undefined {
  if (instance === null || directory === null) return undefined;
  return {
    instance,
    thread: (thread ?? undefined) as ThreadId | undefined,
    directory,
    project: project ?? undefined,
  };
}
