import type { CardId, ItemId, ThreadId, TopicKey, TurnId } from '../../model/ids.ts';
import { step } from '../../model/moves.ts';
import {
  type EngineRequest,
  type RequestAnswer,
  type RequestAsk,
  type RequestMove,
  type RequestState,
  type RpcId,
  requestMoves,
} from '../../model/request.ts';
import type { Database } from '../database.ts';

interface RequestRow {
  key: string;
  topic: number;
  generation: number;
  thread: string;
  turn: string | null;
  item: string | null;
  ask: string;
  rpc: string;
  epoch: number;
  state: string;
  answer: string | null;
  decided_by: string | null;
  because: string | null;
  card: number;
  decided_at: number | null;
}

/** A request of the engine with what became of it. */
export interface KeptRequest extends EngineRequest {
  readonly topic: TopicKey;
  readonly generation: number;
  /** Connection on which `rpc` is valid. */
  readonly epoch: number;
  readonly state: RequestState;
  readonly answer: RequestAnswer | undefined;
  readonly decidedBy: string | undefined;
  readonly because: string | undefined;
  readonly decidedAt: number | undefined;
  readonly card: CardId;
}

/** Requests by a key that outlives connections; the rpc id is only the present return address. */
export function requestsTable(db: Database) {
  const insert = db.change(`
    INSERT INTO requests
      (key, topic, generation, thread, turn, item, ask, rpc, epoch, state, card, asked_at)
    VALUES (:key, :topic, :generation, :thread, :turn, :item, :ask, :rpc, :epoch, 'asked', :card, :now)`);
  const again = db.change('UPDATE requests SET rpc = :rpc, epoch = :epoch WHERE key = :key');
  const one = db.query<RequestRow>('SELECT * FROM requests WHERE key = :key');
  const open = db.query<RequestRow>(`SELECT * FROM requests WHERE state IN ('asked', 'decided')`);
  const openOf = db.query<RequestRow>(`
    SELECT * FROM requests WHERE thread = :thread AND state IN ('asked', 'decided')`);
  const ofCard = db.query<RequestRow>('SELECT * FROM requests WHERE card = :card');
  const ofItem = db.query<RequestRow>(
    'SELECT * FROM requests WHERE thread = :thread AND item = :item',
  );
  const elsewhere = db.query<RequestRow>(`
    SELECT * FROM requests
    WHERE thread = :thread AND turn = :turn AND state = 'settled' AND answer IS NULL`);
  const unanswer = db.change(`
    UPDATE requests SET answer = NULL, decided_by = NULL, because = NULL, decided_at = NULL
    WHERE key = :key`);
  const decide = db.change(`
    UPDATE requests SET answer = :answer, decided_by = :by, because = :because, decided_at = :now
    WHERE key = :key`);
  const move = db.change<RequestRow>(
    'UPDATE requests SET state = :state WHERE key = :key RETURNING *',
  );

  const forget = db.change(`
    DELETE FROM requests WHERE state IN ('settled', 'lapsed') AND coalesce(decided_at, asked_at) < :before`);

  const maybe = (row: RequestRow | undefined): KeptRequest | undefined => row && toRequest(row);

  return {
    add: (
      request: EngineRequest,
      place: { topic: TopicKey; generation: number; card: CardId; epoch: number; now: number },
    ): void =>
      void insert.run({
        key: request.key,
        topic: place.topic,
        generation: place.generation,
        thread: request.thread,
        turn: request.turn,
        item: request.item,
        ask: JSON.stringify(request.ask),
        rpc: JSON.stringify(request.rpc),
        epoch: place.epoch,
        card: place.card,
        now: place.now,
      }),
    /** The engine sent it again, on this connection under this id. */
    sentAgain: (key: string, rpc: RpcId, epoch: number): void =>
      void again.run({ key, rpc: JSON.stringify(rpc), epoch }),
    /** Forgets those that are over and were decided, or asked, before. */
    prune: (before: number): number => forget.run({ before }),
    get: (key: string): KeptRequest | undefined => maybe(one.get({ key })),
    ofCard: (card: CardId): KeptRequest | undefined => maybe(ofCard.get({ card })),
    ofItem: (thread: ThreadId, item: ItemId): readonly KeptRequest[] =>
      ofItem.all({ thread, item }).map(toRequest),
    /** Those of a turn that were over without an answer of ours. */
    settledElsewhere: (thread: ThreadId, turn: TurnId): readonly KeptRequest[] =>
      elsewhere.all({ thread, turn }).map(toRequest),
    open: (): readonly KeptRequest[] => open.all().map(toRequest),
    openOf: (thread: ThreadId): readonly KeptRequest[] => openOf.all({ thread }).map(toRequest),
    /** Makes a legal move, or returns undefined where the table refuses: a second press finds an empty cell. */
    move(request: KeptRequest, event: RequestMove): KeptRequest | undefined {
      const state = step(requestMoves, request.state, event);
      return state && maybe(move.get({ state, key: request.key }));
    },
    /** What was decided before does not count for what is asked anew. */
    forgetAnswer: (key: string): void => void unanswer.run({ key }),
    keepAnswer: (
      key: string,
      decided: { answer: RequestAnswer; by: string; because: string | undefined; now: number },
    ): void =>
      void decide.run({
        key,
        answer: JSON.stringify(decided.answer),
        by: decided.by,
        because: decided.because,
        now: decided.now,
      }),
  };
}

const toRequest = (row: RequestRow): KeptRequest => ({
  key: row.key,
  topic: row.topic as TopicKey,
  generation: row.generation,
  thread: row.thread as ThreadId,
  turn: (row.turn ?? undefined) as TurnId | undefined,
  item: (row.item ?? undefined) as ItemId | undefined,
  ask: JSON.parse(row.ask) as RequestAsk,
  rpc: JSON.parse(row.rpc) as RpcId,
  epoch: row.epoch,
  state: row.state as RequestState,
  answer: row.answer ? (JSON.parse(row.answer) as RequestAnswer) : undefined,
  decidedBy: row.decided_by ?? undefined,
  because: row.because ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  card: row.card as CardId,
});
