import type { Content } from '../../../src/model/slot.ts';
import { messageLimit } from '../../../src/render/entities/fit.ts';
import { isBlank } from '../../../src/render/text/blank.ts';
import { partFaults } from '../../support/check-rendering.ts';
import { autolinks } from '../../support/tdlib-oracle.ts';

/** Everything that is wrong with a message of ours: what Telegram would refuse, change, or read into it. */
export function faultsOf({ text, buttons }: Content): readonly string[] {
  const labels = buttons.flat().map(({ label }) => label);
  return [
    ...partFaults(text, { ...messageLimit, units: 3820 }),
    ...labels.filter((label) => isBlank(label) || label.length > 64).map((l) => `label “${l}”`),
    ...accidents({ text, buttons }),
  ];
}

const allowed = /^\/(?:new|status|stop|queue|steer|help|other|[a-z\d_]{1,32})$/u;

/** Mentions, and commands that are none of ours, outside of code. */
function accidents({ text }: Content): string[] {
  const covered = text.entities.filter(({ type }) => type === 'code' || type === 'pre');
  let visible = text.text;
  for (const { offset, length } of covered) {
    visible = visible.slice(0, offset) + ' '.repeat(length) + visible.slice(offset + length);
  }
  return autolinks(visible)
    .filter(({ type, text: word }) => {
      if (type === 'Mention') return true;
      if (type === 'Url') return !word.includes('://');
      return type === 'BotCommand' && !allowed.test(word);
    })
    .map(({ type, text: word }) => `${type} ${word}`);
}
