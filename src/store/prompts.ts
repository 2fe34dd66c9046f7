import type { DatabaseSync } from 'node:sqlite';
import type { CardId, ClientId, PromptId, TopicKey, TurnId } from '../model/ids.ts';
import { step } from '../model/moves.ts';
import { type Prompt, type PromptMove, type PromptState, promptMoves } from '../model/prompt.ts';

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
export function promptsTable(db: DatabaseSync) {
  const insert = db.prepare(`
    INSERT INTO prompts (topic, generation, state, client_id, text, source, place, gather, created_at)
    VALUES (:topic, :generation, :state, :clientId, :text, :source,
      1 + coalesce((SELECT max(place) FROM prompts WHERE topic = :topic), 0), :gather, :now)
    RETURNING *`);
  const one = db.prepare('SELECT * FROM prompts WHERE id = ?');
  const byClient = db.prepare('SELECT * FROM prompts WHERE client_id = ?');
  const open = db.prepare(`
    SELECT * FROM prompts WHERE topic = ?
      AND state IN ('gathering', 'held', 'waiting', 'sending', 'accepted', 'running')
    ORDER BY place`);
  const topics = db.prepare(`
    SELECT DISTINCT topic FROM prompts
    WHERE state IN ('gathering', 'held', 'waiting', 'sending', 'accepted', 'running')`);
  const gathering = db.prepare(`
    SELECT * FROM prompts WHERE topic = ? AND state = 'gathering' AND gather = ? ORDER BY id DESC LIMIT 1`);
  const fromMessage = db.prepare(`
    SELECT * FROM prompts WHERE topic = ? AND json_extract(source, '$.message') = ?
    ORDER BY id DESC LIMIT 1`);
  const move = db.prepare(`
    UPDATE prompts SET state = :state, turn = :turn, sent_at = :sentAt, ended_at = :endedAt
    WHERE id = :id RETURNING *`);
  const setText = db.prepare('UPDATE prompts SET text = ? WHERE id = ? RETURNING *');
  const setCard = db.prepare('UPDATE prompts SET card = ? WHERE id = ?');
  const rebind = db.prepare(`
    UPDATE prompts SET generation = :generation WHERE topic = :topic
      AND state IN ('gathering', 'held', 'waiting')`);
  const toHead = db.prepare(`
    UPDATE prompts SET place = (SELECT min(place) - 1 FROM prompts WHERE topic = :topic
      AND state IN ('held', 'waiting', 'sending')) WHERE id = :id`);

  const rows = (found: unknown[]): Prompt[] => (found as PromptRow[]).map(toPrompt);
  const maybe = (found: unknown): Prompt | undefined =>
    found === undefined ? undefined : toPrompt(found as PromptRow);

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
        }) as unknown as PromptRow,
      ),
    get: (id: PromptId): Prompt | undefined => maybe(one.get(id)),
    byClientId: (id: ClientId): Prompt | undefined => maybe(byClient.get(id)),
    /** Those not over yet, in the order of the queue. */
    open: (topic: TopicKey): Prompt[] => rows(open.all(topic)),
    /** Topics that have any. */
    openTopics: (): TopicKey[] => topics.all().map((row) => row['topic'] as TopicKey),
    gathering: (topic: TopicKey, gather: string): Prompt | undefined =>
      maybe(gathering.get(topic, gather)),
    fromMessage: (topic: TopicKey, message: number): Prompt | undefined =>
      maybe(fromMessage.get(topic, message)),
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
      maybe(setText.get(JSON.stringify(text), id)),
    setCard: (id: PromptId, card: CardId): void => void setCard.run(card, id),
    /** The queue of a topic follows it to its new binding. */
    rebind: (topic: TopicKey, generation: number): void => void rebind.run({ topic, generation }),
    /** Goes before all that wait. */
    toHead: (prompt: Prompt): void => void toHead.run({ topic: prompt.topic, id: prompt.id }),
  };
}

const toPrompt = (row: PromptRow): Prompt => ({
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
});
