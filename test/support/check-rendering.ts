import type { FormattedText } from '../../src/model/formatted-text.ts';
import { type Limit, messageLimit } from '../../src/render/entities/fit.ts';
import { bytesOf } from '../../src/render/entities/kind.ts';
import { toFormattedText } from '../../src/render/markdown/to-formatted-text.ts';
import { split } from '../../src/render/split/split.ts';
import { judge, kept } from './tdlib-oracle.ts';
import { wordsLost } from './visible-words.ts';

/** Everything that is wrong with how a document is rendered and split; nothing when all laws hold. */
export function faultsOf(markdown: string, limit: Limit = messageLimit): readonly string[] {
  const body = toFormattedText(markdown);
  const parts = split(body, limit);
  const lost = wordsLost(markdown, body.text);
  return [
    ...lost.slice(0, 3).map((word) => `lost: ${word}`),
    ...(joins(body.text, parts) ? [] : ['the parts are not the text']),
    ...parts.flatMap((part, index) => partFaults(part, limit).map((f) => `part ${index}: ${f}`)),
  ];
}

/** True when the parts are the text in order, with nothing but blanks between them. */
export function joins(text: string, parts: readonly FormattedText[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part.text, at);
    if (found < 0 || !blank.test(text.slice(at, found))) return false;
    at = found + part.text.length;
  }
  return blank.test(text.slice(at));
}
const blank = /^[\s\u2800\p{Default_Ignorable_Code_Point}\p{Cf}]*$/u;

export function partFaults(part: FormattedText, limit: Limit): string[] {
  const verdict = judge(part.text, part.entities);
  if (!verdict.ok) return [verdict.error];
  const faults: string[] = [];
  if (part.text.length > Math.max(2, limit.units)) faults.push(`${part.text.length} units`);
  if (part.entities.length > limit.entities) faults.push(`${part.entities.length} entities`);
  const bytes = part.entities.reduce((sum, entity) => sum + bytesOf(entity), 0);
  if (bytes > limit.bytes) faults.push(`${bytes} bytes of entities`);
  const after = kept(part.text, part.entities);
  if (after.text !== part.text) faults.push('Telegram changes the text');
  if (JSON.stringify(canonical(after.entities)) !== JSON.stringify(canonical(part.entities))) {
    faults.push(`Telegram changes the entities: ${difference(part, after)}`);
  }
  return faults;
}

interface Spanned {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
}

const canonical = (entities: readonly Spanned[]): readonly unknown[] =>
  entities.map(({ type, offset, length, url, language }) => [type, offset, length, url, language]);

function difference(
  before: { entities: readonly Spanned[] },
  after: { entities: readonly Spanned[] },
) {
  const show = ({ entities }: { entities: readonly Spanned[] }): string =>
    entities.map(({ type, offset, length }) => `${type} ${offset}+${length}`).join(', ');
  return `${show(before)} → ${show(after)}`.slice(0, 600);
}
