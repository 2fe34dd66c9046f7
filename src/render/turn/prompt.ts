import type { FormattedText } from '../../model/formatted-text.ts';
import type { Content } from '../../model/slot.ts';
import type { PromptItem } from '../../model/turn/prompts.ts';
import { blockquote, expandable, join, plain } from '../compose.ts';
import { isBlank } from '../text/blank.ts';
import { truncate } from '../truncate.ts';
import { en } from '../words/en.ts';
import { free } from '../words/free.ts';
import type { TurnView } from './view.ts';

/** A prompt that was typed elsewhere in the same thread, as a quote. */
export function renderPrompt(item: PromptItem, view: TurnView): Content {
  const words = view.words ?? en;
  const text = item.text.trim();
  const parts: FormattedText[] = [
    ...(isBlank(text) ? [] : [free(text, 60)]),
    ...(item.images > 0 ? [plain(words.turn.images(item.images))] : []),
  ];
  const said = join([plain(`${words.turn.desktop}: `), join(parts, '\n')]);
  const body = truncate(said, 3700);
  const shown = body.text.length > foldedFrom ? expandable(body) : blockquote(body);
  return { text: truncate(shown, 3800), buttons: [] };
}

/** Units from which on a quote would push the work out of sight. */
const foldedFrom = 400;
