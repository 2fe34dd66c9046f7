import type { FormattedText } from '../model/formatted-text.ts';
import { fitted, messageLimit } from './entities/fit.ts';
import { normalise } from './entities/normalise.ts';
import { boundaryBefore } from './text/boundary.ts';

/** The beginning of a body, with `…` where something is left out, and with entities as one message holds. */
export function truncate(body: FormattedText, units: number): FormattedText {
  const whole = normalise(body.text, body.entities);
  if (whole.text.length <= units) return fitted(whole, messageLimit);
  const cut = units > 1 ? boundaryBefore(whole.text, units - 1, -1) : 0;
  const inside = whole.entities.filter(({ offset }) => offset < cut);
  const begun = normalise(
    whole.text.slice(0, Math.min(cut, units - 1)),
    inside.map((entity) => ({ ...entity, length: Math.min(entity.length, cut - entity.offset) })),
  );
  return fitted({ text: `${begun.text}…`, entities: begun.entities }, messageLimit);
}
