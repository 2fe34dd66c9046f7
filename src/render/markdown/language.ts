/** The first word of a fence's info, where Telegram would take it as a language. */
export function languageOf(info: string): string | undefined {
  return /^\s*([A-Za-z0-9+#_.-]{1,32})(?:\s|$)/.exec(info)?.[1];
}
