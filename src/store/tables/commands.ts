import {
  type CommandBody,
  type CommandMove,
  type CommandState,
  commandMoves,
  type EngineCommand,
} from '../../model/command.ts';
import type { TopicKey } from '../../model/ids.ts';
import { step } from '../../model/moves.ts';
import type { Database } from '../database.ts';

interface CommandRow {
  id: number;
  topic: number;
  generation: number;
  body: string;
  state: string;
  attempts: number;
}

const open = `state IN ('queued', 'sending', 'doubtful')`;
/** Interrupts and answers pass every queue; the rest goes in order, one at a time for each topic. */
const express = `type IN ('interrupt', 'answer')`;

/** Engine commands, sent in order for each topic by the one dispatcher. */
export function commandsTable(db: Database) {
  const insert = db.change<CommandRow>(`
    INSERT INTO commands (topic, generation, type, body, state, created_at)
    VALUES (:topic, :generation, :type, :body, 'queued', :now) RETURNING *`);
  const one = db.query<CommandRow>('SELECT * FROM commands WHERE id = :id');
  const openOf = db.query<CommandRow>(
    `SELECT * FROM commands WHERE topic = :topic AND ${open} ORDER BY id`,
  );
  // The head of each topic's lane, when nothing of that lane is under way; express commands each for themselves.
  const ready = db.query<CommandRow>(`
    SELECT * FROM commands c WHERE state = 'queued' AND next_at <= :now AND (
      ${express} OR NOT EXISTS (
        SELECT 1 FROM commands d WHERE d.topic = c.topic AND d.id < c.id AND d.state IN ('queued', 'sending', 'doubtful')
          AND d.type NOT IN ('interrupt', 'answer')))
    ORDER BY id`);
  const nextAt = db.query<{ at: number | null }>(
    `SELECT min(next_at) AS at FROM commands WHERE state = 'queued' AND next_at > :now`,
  );
  const move = db.change<CommandRow>(`
    UPDATE commands SET state = :state, attempts = :attempts, next_at = :nextAt WHERE id = :id RETURNING *`);
  const topics = db.query<{ topic: number }>(`SELECT DISTINCT topic FROM commands WHERE ${open}`);
  // All but prompts may be repeated; a thread whose making is in doubt has no history to read its fate from.
  const doubt = db.change<{ topic: number }>(`
    UPDATE commands SET state = iif(type IN ('start-turn', 'steer'), 'doubtful', 'queued')
    WHERE state = 'sending' RETURNING topic`);
  const prune = db.change(`DELETE FROM commands WHERE NOT (${open}) AND created_at < :before`);

  return {
    add: (topic: TopicKey, generation: number, body: CommandBody, now: number): EngineCommand =>
      toCommand(
        insert.get({
          topic,
          generation,
          type: body.type,
          body: JSON.stringify(body),
          now,
        }),
      ),
    get(id: number): EngineCommand | undefined {
      const row = one.get({ id });
      return row && toCommand(row);
    },
    /** Those not over, in order. */
    open: (topic: TopicKey): readonly EngineCommand[] => openOf.all({ topic }).map(toCommand),
    openTopics: (): readonly TopicKey[] => topics.all().map((row) => row.topic as TopicKey),
    /** What may be sent now. */
    ready: (now: number): readonly EngineCommand[] => ready.all({ now }).map(toCommand),
    /** When the next one that waits out a backoff may be sent. */
    nextAt: (now: number): number | undefined => nextAt.get({ now })?.at ?? undefined,
    /** Makes a legal move, or returns undefined where the table refuses. `nextAt` delays a retry. */
    move(command: EngineCommand, event: CommandMove, nextAt = 0): EngineCommand | undefined {
      const state = step(commandMoves, command.state, event);
      if (!state) return undefined;
      const attempts = command.attempts + (event === 'send' ? 1 : 0);
      return toCommand(move.get({ id: command.id, state, attempts, nextAt }));
    },
    /** After a start: what was being sent when the process died has an unknown fate. Topics that have any. */
    doubtInterrupted: (): readonly TopicKey[] => doubt.all().map((row) => row.topic as TopicKey),
    prune: (before: number): void => void prune.run({ before }),
  };
}

const toCommand = (row: CommandRow | undefined): EngineCommand => {
  if (!row) throw new Error('The command has no row.');
  return {
    id: row.id,
    topic: row.topic as TopicKey,
    generation: row.generation,
    body: JSON.parse(row.body) as CommandBody,
    state: row.state as CommandState,
    attempts: row.attempts,
  };
};
