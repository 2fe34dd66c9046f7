import type { CardId, ClientId, PromptId, TopicKey, TurnId } from '../../model/ids.ts';
import { step } from '../../model/moves.ts';
import { type Prompt, type PromptMove, type PromptState, promptMoves } from '../../model/prompt.ts';
import type { Database } from '../database.ts';

interface PromptRow {
  id: number;
  topic: number;
  generation: number;
  state: string;
  client_id: string;
  text: string;
  source: string | null;
  place: number;
  turn: string | null;
  gather: string | null;
  card: number | null;
  created_at: number;
  sent_at: number | null;
  ended_at: number | null;
}

export interface NewPrompt {
  readonly topic: TopicKey;
  readonly generation: number;
  readonly state: 'gathering' | 'held' | 'waiting';
  readonly clientId: ClientId;
  readonly text: string;
  readonly source: Prompt['source'];
  /** Names the album or paste whose further pieces join this prompt. */
  readonly gather: string | undefined;
  readonly now: number;
}

const ended: ReadonlySet<PromptState> = new Set(['done', 'failed', 'interrupted', 'deleted']);

/** Prompts: queue entries and task records in one. Texts are JSON, so that any character survives. */
export function promptsTable(db: Database) {
  const insert = db.change<PromptRow>(`
    INSERT INTO prompts (topic, generation, state, client_id, text, source, place, gather, created_at)
    VALUES (:topic, :generation, :state, :clientId, :text, :source,
      1 + coalesce((SELECT max(place) FROM prompts WHERE topic = :topic), 0), :gather, :now)
    RETURNING *`);
  const one = db.query<PromptRow>('SELECT * FROM prompts WHERE id = :id');
  const byClient = db.query<PromptRow>('SELECT * FROM prompts WHERE client_id = :id');
  const open = db.query<PromptRow>(`
    SELECT * FROM prompts WHERE topic = :topic
      AND state IN ('gathering', 'held', 'waiting', 'sending', 'accepted', 'running')
    ORDER BY place`);
  const topics = db.query<{ topic: number }>(`
    SELECT DISTINCT topic FROM prompts
    WHERE state IN ('gathering', 'held', 'waiting', 'sending', 'accepted', 'running')`);
  const gathering = db.query<PromptRow>(`
    SELECT * FROM prompts WHERE topic = :topic AND state = 'gathering' AND gather = :gather
    ORDER BY id DESC LIMIT 1`);
  const fromMessage = db.query<PromptRow>(`
    SELECT * FROM prompts WHERE topic = :topic AND json_extract(source, '$.message') = :message
    ORDER BY id DESC LIMIT 1`);
  const move = db.change<PromptRow>(`
    UPDATE prompts SET state = :state, turn = :turn, sent_at = :sentAt, ended_at = :endedAt
    WHERE id = :id RETURNING *`);
  const setText = db.change<PromptRow>(
    'UPDATE prompts SET text = :text WHERE id = :id RETURNING *',
  );
  const setCard = db.change('UPDATE prompts SET card = :card WHERE id = :id');
  const rebind = db.change(`
    UPDATE prompts SET generation = :generation WHERE topic = :topic
      AND state IN ('gathering', 'held', 'waiting')`);
  const setPlace = db.change('UPDATE prompts SET place = :place WHERE id = :id');
  const toHead = db.change(`
    UPDATE prompts SET place = (SELECT min(place) - 1 FROM prompts WHERE topic = :topic
      AND state IN ('held', 'waiting', 'sending')) WHERE id = :id`);

  const forget = db.change(`
    DELETE FROM prompts WHERE ended_at < :before AND id NOT IN (
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY topic ORDER BY id DESC) AS n FROM prompts)
      WHERE n <= :keep)`);

  const maybe = (row: PromptRow | undefined): Prompt | undefined => row && toPrompt(row);

  return {
    /** Joins the end of its topic's queue. */
    add: (prompt: NewPrompt): Prompt =>
      toPrompt(
        insert.get({
          topic: prompt.topic,
          generation: prompt.generation,
          state: prompt.state,
          clientId: prompt.clientId,
          text: JSON.stringify(prompt.text),
          source: prompt.source ? JSON.stringify(prompt.source) : null,
          gather: prompt.gather ?? null,
          now: prompt.now,
        }),
      ),
    get: (id: PromptId): Prompt | undefined => maybe(one.get({ id })),
    byClientId: (id: ClientId): Prompt | undefined => maybe(byClient.get({ id })),
    /** Those not over yet, in the order of the queue. */
    open: (topic: TopicKey): readonly Prompt[] => open.all({ topic }).map(toPrompt),
    /** Topics that have any. */
    openTopics: (): readonly TopicKey[] => topics.all().map((row) => row.topic as TopicKey),
    gathering: (topic: TopicKey, gather: string): Prompt | undefined =>
      maybe(gathering.get({ topic, gather })),
    fromMessage: (topic: TopicKey, message: number): Prompt | undefined =>
      maybe(fromMessage.get({ topic, message })),
    /** Makes a legal move and returns the prompt after it, or undefined where the table refuses. */
    move(
      prompt: Prompt,
      event: PromptMove,
      now: number,
      turn: TurnId | undefined = prompt.turn,
    ): Prompt | undefined {
      const state = step(promptMoves, prompt.state, event);
      if (!state) return undefined;
      const row = move.get({
        id: prompt.id,
        state,
        turn: state === 'waiting' ? null : (turn ?? null),
        sentAt: event === 'send' ? now : (prompt.sentAt ?? null),
        endedAt: ended.has(state) ? now : null,
      });
      return maybe(row);
    },
    setText: (id: PromptId, text: string): Prompt | undefined =>
      maybe(setText.get({ id, text: JSON.stringify(text) })),
    setCard: (id: PromptId, card: CardId): void => void setCard.run({ id, card }),
    /** The queue of a topic follows it to its new binding. */
    rebind: (topic: TopicKey, generation: number): void => void rebind.run({ topic, generation }),
    /** Two prompts of one queue change places. */
    swap: (one: Prompt, other: Prompt): void => {
      setPlace.run({ id: one.id, place: other.place });
      setPlace.run({ id: other.id, place: one.place });
    },
    /** Forgets those that ended before, but for the last ones of each topic. */
    prune: (before: number, keep: number): number => forget.run({ before, keep }),
    /** Goes before all that wait. */
    toHead: (prompt: Prompt): void => void toHead.run({ topic: prompt.topic, id: prompt.id }),
  };
}

const toPrompt = (row: PromptRow | undefined): Prompt => {
  if (!row) throw new Error('The prompt has no row.');
  return {
    id: row.id as PromptId,
    topic: row.topic as TopicKey,
    generation: row.generation,
    state: row.state as PromptState,
    clientId: row.client_id as ClientId,
    text: JSON.parse(row.text) as string,
    source: row.source ? (JSON.parse(row.source) as NonNullable<Prompt['source']>) : undefined,
    place: row.place,
    turn: (row.turn ?? undefined) as TurnId | undefined,
    gather: row.gather ?? undefined,
    card: (row.card ?? undefined) as CardId | undefined,
    createdAt: row.created_at,
    sentAt: row.sent_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
};
