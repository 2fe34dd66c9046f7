import type { FormattedText } from '../../../model/formatted-text.ts';
import type { Message } from '../../../model/turn/commentary.ts';
import { join, plain } from '../../compose.ts';
import { toFormattedText } from '../../markdown/to-formatted-text.ts';
import type { Words } from '../../words/en.ts';
import { free } from '../../words/free.ts';

/** A message of the model; questions that do not block are asked with their options. */
export function messageText(message: Message, words: Words): FormattedText {
  if (message.questions.length === 0) return toFormattedText(message.text);
  const questions = message.questions.map(({ title, options }) =>
    join(
      [
        join([plain('? '), free(title)]),
        ...options.map((option, i) => join([plain(`${i + 1} `), free(option)])),
      ],
      '\n',
    ),
  );
  return join([...questions, plain(words.turn.answerByMessage)], '\n\n');
}
