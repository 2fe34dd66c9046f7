export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'CONFIG_MISSING'
  | 'TELEGRAM_TOKEN_REJECTED'
  | 'ENGINE_NOT_FOUND'
  | 'ENGINE_TOO_OLD'
  | 'ENGINE_UNREACHABLE'
  | 'STORE_IN_USE'
  | 'STORE_NEWER'
  | 'STORE_CORRUPT'
  | 'STORE_FOREIGN'
  | 'MODES_TOO_LOOSE';

/** A failure a person can act on. Its text never holds a secret or a person's words. */
export class PocketdexError extends Error {
  override readonly name = 'PocketdexError';
  readonly code: ErrorCode;
  /** One imperative sentence, shown under the message. */
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}
