import { PocketdexError } from '../../model/error.ts';

/** One thing to mend in the configuration. */
export interface Problem {
  readonly line: number | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** All problems as one error, in the order of the file. Neither values nor secrets are repeated. */
export function configInvalid(file: string, problems: readonly Problem[]): PocketdexError {
  const ordered = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const message = ordered
    .map(({ line, message }) => (line === undefined ? message : `line ${line}: ${message}`))
    .join('\n');
  const hints = ordered.flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
  const remedy = hints.length > 0 ? [...new Set(hints)].join('\n') : `Mend it in ${file}.`;
  return new PocketdexError('CONFIG_INVALID', message, remedy);
}
