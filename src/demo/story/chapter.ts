import type { Seen } from '../../emulator/view/seen.ts';
import type { Stage } from './stage.ts';

export interface Chapter {
  readonly title: string;
  readonly who: 'ann' | 'ben';
  /** What the model does, by the prompt in plain words. */
  readonly programs: Readonly<Record<string, string>>;
  /** @throws {CheckFailed} */
  readonly play: (stage: Stage) => Promise<void>;
}

export const buttonsOf = (message: Seen): readonly string[] =>
  message.buttons.flat().map(({ text }) => text);

export const hasStop = (message: Seen): boolean =>
  buttonsOf(message).some((text) => text.includes('Stop'));

/** The live message while its turn runs. */
export const isLive = (message: Seen): boolean => message.text.includes('⏳') && hasStop(message);

/** What the live message is when its turn is over. */
export const isFolded = ({ text, buttons }: Seen): boolean =>
  /^[✓■✗]/.test(text) && buttons.length === 0;
