import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { refuseLoose } from '../base/modes.ts';
import type { Surroundings } from './build.ts';
import { expandHome } from './places.ts';
import type { Written } from './schema/schema.ts';

/** Where the bot's token is: nothing here shows it. */
export type TokenPlace =
  | { readonly type: 'inline'; readonly token: string }
  | { readonly type: 'file'; readonly path: string }
  | {
      readonly type: 'problem';
      readonly key: string;
      readonly message: string;
      readonly hint: string;
    };

const variable = 'POCKETDEX_TELEGRAM_TOKEN';

/** What the file says wins over the environment, as with `codex.home`. */
export function placeOfToken({ telegram }: Written, around: Surroundings): TokenPlace {
  const { bot_token: token, bot_token_file: file } = telegram;
  if (token !== undefined && file !== undefined) {
    return {
      type: 'problem',
      key: 'bot_token_file',
      message: 'bot_token and bot_token_file are both given',
      hint: 'Keep one of bot_token and bot_token_file.',
    };
  }
  if (token !== undefined) return { type: 'inline', token };
  if (file !== undefined) {
    return { type: 'file', path: resolve(around.baseDir, expandHome(file, around.userHome)) };
  }
  const given = around.env[variable];
  if (given) return { type: 'inline', token: given.trim() };
  return {
    type: 'problem',
    key: 'bot_token',
    message: 'telegram.bot_token is missing',
    hint: `Ask @BotFather for a token and write it as bot_token into [telegram], or set ${variable}.`,
  };
}

/**
 * @returns the token, or what is wrong with the file
 * @throws {PocketdexError} MODES_TOO_LOOSE
 */
export function readTokenFile(
  path: string,
): { readonly token: string } | { readonly wrong: string } {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').trim();
  } catch {
    return { wrong: `bot_token_file ${path} cannot be read` };
  }
  // Container engines mount secrets readable for all inside of the container, and nobody else is there.
  if (!path.startsWith('/run/secrets/')) refuseLoose(path);
  return isToken(content)
    ? { token: content }
    : { wrong: `bot_token_file ${path} holds no bot token` };
}

/** What @BotFather gives: the bot's id, a colon, a secret. */
export const isToken = (text: string): boolean => /^\d+:[\w-]+$/.test(text);
