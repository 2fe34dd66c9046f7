import { readdirSync, readFileSync } from 'node:fs';
import { createLineage } from '../../src/engine/codex/adapter/lineage.ts';
import { toEvent } from '../../src/engine/codex/adapter/notification.ts';
import { toTurnRecord } from '../../src/engine/codex/adapter/turn.ts';
import type {
  ServerNotification,
  Turn as WireTurn,
} from '../../src/engine/codex/protocol/generated/protocol.ts';
import type { EngineEvent, TurnEvent, TurnRecord } from '../../src/model/engine-event.ts';
import type { ThreadId } from '../../src/model/ids.ts';

/** What a real server sent in one session, by thread; recorded with Codex 0.169.0. */
export interface Captured {
  readonly name: string;
  readonly events: ReadonlyMap<ThreadId, readonly TurnEvent[]>;
  /** Turns that were read with all of their items, in the order of the answers. */
  readonly read: readonly TurnRecord[];
}

const folder = new URL('../fixtures/captures/', import.meta.url);

function decoded(name: string): Captured {
  const events = new Map<ThreadId, TurnEvent[]>();
  const read: TurnRecord[] = [];
  const lineage = createLineage();
  for (const [i, line] of lines(name).entries()) {
    const row = JSON.parse(line) as ServerNotification | { readonly turns: readonly WireTurn[] };
    if ('turns' in row) {
      read.push(...row.turns.map(toTurnRecord));
      continue;
    }
    const event = toEvent(row, lineage, 1_795_244_000_000 + i * 100);
    if (!event || !isTurnEvent(event)) continue;
    events.set(event.thread, [...(events.get(event.thread) ?? []), event]);
  }
  return { name, events, read };
}

const lines = (name: string): string[] =>
  readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const others = [
  'request',
  'request-resolved',
  'thread-status',
  'thread-renamed',
  'thread-settings',
  'limits',
  'connected',
  'disconnected',
];
const isTurnEvent = (event: EngineEvent): event is TurnEvent => !others.includes(event.type);

export const captures: readonly Captured[] = readdirSync(folder).map(decoded);
