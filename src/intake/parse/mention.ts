import type { BotIdentity } from '../../model/update.ts';
import type { Body, Span } from './body.ts';

/** The places where a text names us. */
export const mentions = ({ text, spans }: Body, bot: BotIdentity): readonly Span[] => {
  const name = `@${bot.username}`.toLowerCase();
  return spans.filter(({ type, offset, length, person }) =>
    type === 'mention'
      ? text.slice(offset, offset + length).toLowerCase() === name
      : type === 'text_mention' && person === bot.id,
  );
};

/** The text without them: they call us and belong to no prompt. */
export function withoutMentions(body: Body, bot: BotIdentity): string {
  const found = mentions(body, bot).toSorted((a, b) => b.offset - a.offset);
  const cut = found.reduce((text, { offset, length }) => {
    const before = text.slice(0, offset);
    const behind = text.slice(offset + length);
    return /\s$/.test(before) ? before + behind.replace(/^ +/, '') : before + behind;
  }, body.text);
  return found.length === 0 ? cut : cut.trim();
}
