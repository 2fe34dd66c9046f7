import type { Random } from '../../src/base/random.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { ThreadItem } from '../../src/engine/codex/protocol/generated/protocol.ts';
import type { Transport } from '../../src/engine/codex/transport/transport.ts';

/** A turn as the engine's history holds it. */
export interface PastTurn {
  readonly thread: string;
  readonly id: string;
  readonly status: string;
  readonly userTexts: readonly string[];
  readonly answers: readonly string[];
}

/** What a rig offers to a scenario; time passes only inside of the functions that wait. */
export interface World {
  readonly rig: 'sim' | 'real';
  readonly emulator: Emulator;
  readonly random: Random;
  /** Where threads work. */
  readonly project: string;
  /** The bridge's file, to be looked into from outside. */
  readonly storePath: string;
  readonly isUp: boolean;
  /** From here on something may befall the bridge. */
  arm(): void;
  until(condition: () => boolean, maxMs: number): Promise<boolean>;
  settled<T>(work: Promise<T>): Promise<T>;
  /** A way to the engine for somebody at the desk. */
  connectDesk(): Promise<Transport>;
  /** A turn runs that does not wait for a person. */
  isEngineBusy(): boolean;
  /** A turn waits for a person's answer; what the real engine waits for is not looked at. */
  isEngineAsking(): boolean;
  history(): Promise<readonly PastTurn[]>;
  /** Slots whose sending a kill or a lost answer fell on, by name, and how often. */
  readonly doubts: ReadonlyMap<string, number>;
  /** Errors that no scenario may bring about. */
  failures(): readonly string[];
}

export const pick = <T>(random: Random, all: readonly T[]): T => {
  const found = all[Math.floor(random.fraction() * all.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
};

export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.fraction() * (high - low + 1));

/** What people and the model said in a turn's items. */
export const wordsOf = (items: readonly ThreadItem[]): Pick<PastTurn, 'userTexts' | 'answers'> => ({
  userTexts: items.flatMap((item) =>
    item.type === 'userMessage'
      ? [item.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')]
      : [],
  ),
  answers: items.flatMap((item) =>
    item.type === 'agentMessage' && item.phase !== 'commentary' ? [item.text] : [],
  ),
});
