import type * as z from 'zod/mini';
import { type KeyPath, keyLines } from './key-lines.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * What the schema found, told to a person: which key, which line, what it should be.
 *
 * @param known all key paths of the schema, arrays as `[]`
 */
export function problemsOf(
  issues: readonly Issue[],
  toml: string,
  known: readonly (readonly string[])[],
): readonly Problem[] {
  const lineOf = keyLines(toml);
  return issues.flatMap((issue): readonly Problem[] => {
    const path = issue.path as KeyPath;
    if (issue.code !== 'unrecognized_keys') {
      return [{ line: lineOf(path), message: `${spelled(path)} must be ${expected(issue)}` }];
    }
    return issue.keys.map((key) => ({
      line: lineOf([...path, key]),
      message: `unknown key "${key}"${path.length > 0 ? ` in ${spelled(path)}` : ''}`,
      hint: meant(key, path, known),
    }));
  });
}

/** `projects[2].path` */
function spelled(path: KeyPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part + 1}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'given' : (kinds[issue.expected] ?? issue.expected);
  }
  if (issue.code === 'invalid_union') {
    // A string that is no id is told by the string's own rule.
    const own = issue.errors.flat().find(({ code }) => code === 'invalid_format');
    return own?.message ?? 'a numeric id';
  }
  return issue.message;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  array: 'a list in brackets',
  object: 'a table',
  record: 'a table',
};

function meant(
  key: string,
  path: KeyPath,
  known: readonly (readonly string[])[],
): string | undefined {
  const place = path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
  const placeOf = (full: readonly string[]): string => full.slice(0, -1).join('.');
  const siblings = known.filter((full) => placeOf(full) === place).map((full) => full.at(-1) ?? '');
  const sibling = nearest(key, siblings);
  if (sibling !== undefined) return `Did you mean "${sibling}"?`;
  // The right name in the wrong table is the other common slip.
  const elsewhere = known.find((full) => full.length > 1 && full.at(-1) === key);
  return elsewhere && `"${key}" belongs into [${placeOf(elsewhere)}].`;
}
