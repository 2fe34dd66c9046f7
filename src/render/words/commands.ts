import { en } from './en.ts';

/** What each command does, in a few words: for the menu of Telegram and for `/help`. */
export const commandDescriptions = en.help.commands;
