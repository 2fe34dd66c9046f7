import { isRecords } from '../http/args.ts';
import type { ApiButton, ApiMarkup } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import { linkFault } from './links.ts';

// Undocumented; about a hundred buttons and eight in a row were seen to pass.
const maxButtons = 100;
const styles = new Set(['danger', 'success', 'primary']);

/** @throws {Refusal} 400 when Telegram would not show this keyboard */
export function acceptMarkup(markup: ApiMarkup | undefined): ApiMarkup | undefined {
  const rows = markup?.inline_keyboard;
  if (!rows) return markup;
  if (!Array.isArray(rows) || !rows.every(isRecords)) {
    throw badRequest("can't parse inline keyboard markup JSON object");
  }
  const buttons = rows.flat();
  if (buttons.length > maxButtons) throw badRequest('reply markup is too long');
  for (const button of buttons) checkButton(button);
  return buttons.length === 0 ? undefined : markup;
}

function checkButton(button: ApiButton): void {
  if (typeof button.text !== 'string' || button.text.trim() === '') {
    throw badRequest(
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
  }
  if (button.style !== undefined && !styles.has(button.style)) {
    throw badRequest("can't parse inline keyboard button: Invalid button style specified");
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(String(button.callback_data));
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
    return;
  }
  if (button.url !== undefined) {
    const fault = linkFault(String(button.url));
    if (fault) throw badRequest(`inline keyboard button URL '${button.url}' is invalid: ${fault}`);
    return;
  }
  const copied = button.copy_text?.text;
  if (copied !== undefined && (copied.length < 1 || copied.length > 256)) {
    throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
  if (Object.keys(button).every((key) => key === 'text' || key === 'style')) {
    throw badRequest(
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
  }
}
