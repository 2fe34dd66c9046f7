import type { UpdateId } from '../../../model/ids.ts';
import type { RawUpdate } from '../../../model/update.ts';

/** What Telegram calls updates; anything without a usable number cannot be confirmed and is left out. */
export function rawUpdates(result: unknown): readonly RawUpdate[] {
  if (!Array.isArray(result)) return [];
  return (result as unknown[]).flatMap((update) => {
    const id = idOf(update);
    return id === undefined ? [] : [{ id, body: JSON.stringify(update) }];
  });
}

const idOf = (update: unknown): UpdateId | undefined =>
  typeof update === 'object' &&
  update !== null &&
  'update_id' in update &&
  Number.isSafeInteger(update.update_id)
    ? (update.update_id as UpdateId)
    : undefined;
