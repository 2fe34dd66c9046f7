import type { TurnEvent, TurnOutcome } from '../../../src/model/engine-event.ts';
import type { ClientId, Nonce, TopicKey } from '../../../src/model/ids.ts';
import type { FileChange, Item } from '../../../src/model/item.ts';
import type { Turn } from '../../../src/model/timeline.ts';
import type { TurnView } from '../../../src/render/turn/view.ts';
import { emptyTimeline, reduce } from '../../../src/timeline/reduce.ts';
import { itemId, thread, turnId } from '../../timeline/generated.ts';

const turn = turnId('t');

/** An event, or how it is made at its time. */
export type Happening = TurnEvent | ((at: number) => TurnEvent);

/** A turn folded from its events: began at 0, one event a second. */
export function folded(...events: Happening[]): Turn {
  const timeline = events
    .map((event, i) => (typeof event === 'function' ? event((i + 1) * 1_000) : event))
    .reduce(reduce, reduce(emptyTimeline(thread), { type: 'turn-started', thread, turn, at: 0 }));
  const made = timeline.turns.get(turn);
  if (!made) throw new Error('No turn was made');
  return made;
}

export const begun =
  (item: Item) =>
  (at: number): TurnEvent => ({ type: 'item-started', thread, turn, item, at });
export const done =
  (item: Item) =>
  (at: number): TurnEvent => ({ type: 'item-completed', thread, turn, item, at });
export const more =
  (id: string, delta: string) =>
  (at: number): TurnEvent => ({ type: 'text-delta', thread, turn, item: itemId(id), delta, at });
export const over =
  (outcome: TurnOutcome = 'completed', error?: { kind: 'network' | 'other'; message: string }) =>
  (at: number): TurnEvent => ({ type: 'turn-ended', thread, turn, outcome, error, at });

export const prompt = (id: string, text: string, client: string | undefined, images = 0): Item => ({
  type: 'user-message',
  id: itemId(id),
  clientId: client as ClientId | undefined,
  text,
  images,
});
export const says = (
  id: string,
  text: string,
  phase: 'commentary' | 'final' | 'unknown' = 'commentary',
): Extract<Item, { type: 'agent-message' }> => ({
  type: 'agent-message',
  id: itemId(id),
  text,
  phase,
  questions: [],
});
export const runs = (
  id: string,
  command: string,
  exitCode?: number,
): Extract<Item, { type: 'command' }> => ({
  type: 'command',
  id: itemId(id),
  command,
  cwd: '/home/me/shop',
  status: exitCode === undefined ? 'running' : exitCode === 0 ? 'completed' : 'failed',
  exitCode,
  output: 'first\nsecond\nlast line\n',
  durationMs: exitCode === undefined ? undefined : 3_140,
});
export const changes = (
  id: string,
  status: 'completed' | 'declined',
  ...files: readonly [string, number, number][]
): Item => ({
  type: 'file-change',
  id: itemId(id),
  status,
  changes: files.map(
    ([path, added, removed]): FileChange => ({
      path: `/home/me/shop/${path}`,
      kind: 'update',
      added,
      removed,
      diff: '@@ -1 +1 @@\n-a\n+b\n',
    }),
  ),
});

export const view = (over: Partial<TurnView> = {}): TurnView => ({
  now: 72_000,
  topic: 1 as TopicKey,
  generation: 1,
  directory: '/home/me/shop',
  model: 'gpt-5.3-codex',
  effort: 'high',
  display: {
    commentary: 'summary',
    thinking: 'summary',
    tools: 'summary',
    commands: 'summary',
    quietMs: 180_000,
  },
  stopNonce: 'nonce' as Nonce,
  liveSent: true,
  ...over,
});
