import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Button } from '../../../model/slot.ts';

/** Bot API, InlineKeyboardButton.callback_data. */
const maxDataBytes = 64;

/** Names the version of the data, so that buttons of an older pocketdex can be told apart. */
const dataPrefix = 'v1:';

/** Undefined: no buttons, which on an edit takes the keyboard away (Bot API, editMessageText). */
export function keyboardOf(rows: readonly (readonly Button[])[]): InlineKeyboardMarkup | undefined {
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? undefined : { inline_keyboard: filled.map((row) => row.map(toApi)) };
}

/** Telegram refuses a whole message for one such button; some servers drop the keyboard in silence. */
export const fits = (rows: readonly (readonly Button[])[]): boolean =>
  rows
    .flat()
    .every((one) => one.type !== 'press' || Buffer.byteLength(dataOf(one.nonce)) <= maxDataBytes);

const dataOf = (nonce: string): string => `${dataPrefix}${nonce}`;

function toApi(button: Button): InlineKeyboardButton {
  if (button.type === 'open') return { text: button.label, url: button.url };
  const { label, nonce, style } = button;
  return { text: label, callback_data: dataOf(nonce), ...(style && { style }) };
}
