import type { Style } from './blocks.ts';

/** Colours where the terminal has them, signs where it has not. */
export interface Ink {
  readonly hasColours: boolean;
  readonly styled: (text: string, styles: ReadonlySet<Style>) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly accent: (text: string) => string;
  /** A frame: the bot's, or a person's own. */
  readonly frame: (text: string, isOwn: boolean) => string;
  readonly button: (text: string) => string;
}

/** @param env `NO_COLOR` (no-color.org) wins over `FORCE_COLOR` and the terminal */
export function hasColours(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

const wrapIn =
  (open: string, close: string) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string): string => text;

const looks: Readonly<Record<Style, (text: string) => string>> = {
  bold: wrapIn('1', '22'),
  italic: wrapIn('3', '23'),
  underline: wrapIn('4', '24'),
  strikethrough: wrapIn('9', '29'),
  spoiler: wrapIn('8', '28'),
  code: wrapIn('36', '39'),
  link: wrapIn('34', '39'),
};

export function createInk(isColoured: boolean): Ink {
  const ink = (open: string, close: string) => (isColoured ? wrapIn(open, close) : same);
  return {
    hasColours: isColoured,
    styled: (text, styles) =>
      isColoured ? [...styles].reduce((inked, style) => looks[style](inked), text) : text,
    faint: ink('2', '22'),
    strong: ink('1', '22'),
    good: ink('32', '39'),
    bad: ink('31', '39'),
    accent: ink('33', '39'),
    frame: (text, isOwn) => ink(isOwn ? '32' : '90', '39')(text),
    button: ink('48;5;237;97', '49;39'),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const escapes = /\u001b\[[\d;]*m/g;
/** A line without its colours. */
export const plain = (line: string): string => line.replace(escapes, '');
