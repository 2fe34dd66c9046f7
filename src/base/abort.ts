/** An ending that was asked for, not a failure: never logged as one. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || codeOf(error) === 'ABORT_ERR');

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);
