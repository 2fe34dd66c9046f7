import type { Toast } from '../../model/card.ts';
import { unreachable } from '../../model/unreachable.ts';
import { isBlank } from '../text/blank.ts';
import { clean } from '../text/clean.ts';
import { en, type Words } from '../words/en.ts';
import { excerpt } from '../words/excerpt.ts';

/** The short answer to a press: plain text of at most 200 characters (Bot API, answerCallbackQuery). */
export function renderToast(toast: Toast, words: Words = en): string {
  const text = words.toast;
  switch (toast.type) {
    case 'done':
      return text.done;
    case 'already':
      return toast.by === undefined || isBlank(toast.by)
        ? text.already
        : text.alreadyBy(excerpt(clean(toast.by), 60));
    case 'out-of-date':
      return text.outOfDate;
    case 'not-allowed':
      return text.notAllowed;
    case 'stopping':
      return text.stopping;
    case 'reply-now':
      return text.replyNow;
    default:
      return unreachable(toast);
  }
}
