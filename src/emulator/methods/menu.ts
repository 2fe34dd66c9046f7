import type { Args } from '../http/args.ts';
import type { ApiBotCommand } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import type { Method } from './method.ts';

interface Scope {
  readonly type?: string;
  readonly chat_id?: number | string;
  readonly user_id?: number | string;
}

const maxCommands = 100;
// Observed, not documented: much text in all is refused before a hundred commands are (openclaw#19361).
const maxMenuBytes = 6_000;

export const setMyCommands: Method['run'] = (world, args) => {
  const commands = args.records<ApiBotCommand>('commands') ?? [];
  if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  let bytes = 0;
  for (const given of commands) {
    const command = String(given.command);
    const description = String(given.description);
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    bytes += Buffer.byteLength(command + description);
  }
  if (bytes > maxMenuBytes) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  world.commands.set(menuKey(args), commands);
  return true;
};

export const deleteMyCommands: Method['run'] = (world, args) => {
  world.commands.delete(menuKey(args));
  return true;
};

export const getMyCommands: Method['run'] = (world, args) =>
  world.commands.get(menuKey(args)) ?? [];

export const setChatMenuButton: Method['run'] = (world, args) => {
  world.menuButtons.set(
    args.integer('chat_id') ?? 0,
    args.record('menu_button') ?? { type: 'default' },
  );
  return true;
};

function menuKey(args: Args): string {
  const scope = args.record<Scope>('scope') ?? {};
  return menuKeyOf(scope.type ?? 'default', Number(scope.chat_id ?? 0), args.text('language_code'));
}

/** Commands are kept by scope, chat (0 for scopes without one) and language (`''` for all). */
export const menuKeyOf = (scope: string, chatId: number, language: string): string =>
  `${scope}/${chatId}/${language}`;
