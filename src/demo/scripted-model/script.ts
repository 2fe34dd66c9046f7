import { echoOf, findProgram } from './program.ts';
import { isCall, type SimStep } from './step.ts';

/** What `{last}`, `{steer}`, `{model}` and `{effort}` stand for at one moment of a turn. */
export interface Words {
  /** What the last call gave back, or nothing. */
  readonly last: string;
  /** The texts that arrived while the turn ran, oldest first. */
  readonly steers: readonly string[];
  readonly model: string;
  readonly effort: string;
}

/**
 * What the model does in each of its answers within one turn. All but the last end with a call, whose
 * outcome begins the next; the last ends the turn.
 */
export function segmentsOf(prompt: string): readonly (readonly SimStep[])[] {
  const steps = findProgram(prompt) ?? [{ type: 'final', text: echoOf(prompt) }];
  const segments: SimStep[][] = [[]];
  for (const step of steps) {
    segments.at(-1)?.push(step);
    if (isCall(step)) segments.push([]);
  }
  const ending = segments.at(-1);
  if (!ending?.some(({ type }) => ends.has(type))) ending?.push({ type: 'final', text: 'done' });
  return segments;
}

const ends: ReadonlySet<SimStep['type']> = new Set(['final', 'stream', 'plan', 'fail', 'hang']);

/** The answer's text. Steers that it does not mention are added, so that a test sees that they arrived. */
export function fillAnswer(text: string, words: Words): string {
  const filled = fill(text, words);
  if (words.steers.length === 0 || text.includes('{steer}')) return filled;
  return [filled, ...words.steers.map((steer) => `also: ${steer}`)].join('\n\n');
}

export const fill = (text: string, words: Words): string =>
  text
    .replaceAll('{last}', () => words.last)
    .replaceAll('{steer}', () => words.steers.at(-1) ?? '')
    .replaceAll('{model}', () => words.model)
    .replaceAll('{effort}', () => words.effort);

const vocabulary =
  `To the store so a failed write never loses the record in hand while the index is rebuilt from the
  log on start which keeps memory flat even for large files and tests cover the empty input a truncated
  tail and two writers racing for the same key because the parser reads one line at a time`.split(
    /\s+/,
  );

/** Markdown of exactly `chars` characters, always the same, that holds together at every cut. */
export function madeUpText(chars: number): string {
  let text = '## Part 1\n\n';
  for (let word = 0; text.length < chars; word++) {
    if (word > 0 && word % 40 === 0) text += `\n\n## Part ${word / 40 + 1}\n\n`;
    text += `${vocabulary[(word * 7) % vocabulary.length] ?? ''} `;
  }
  return text.slice(0, Math.max(0, chars - 1)).concat(chars > 0 ? '.' : '');
}

/** A text in `count` pieces of nearly one length; each holds whole characters. */
export function piecesOf(text: string, count: number): readonly string[] {
  const size = Math.max(1, Math.ceil(text.length / Math.max(1, count)));
  return text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
}
