import type { FormattedText } from '../../../model/formatted-text.ts';
import type { RequestAsk } from '../../../model/request.ts';
import { expandable, join, plain } from '../../compose.ts';
import { isBlank } from '../../text/blank.ts';
import { excerpt } from '../../words/excerpt.ts';
import { free } from '../../words/free.ts';
import type { Pen } from '../view.ts';
import type { Request } from './body.ts';

type Ask = Extract<RequestAsk, { type: 'questions' }>;

const questionUnits = 1_500;
const mostOptions = 12;

/** The question on display, with the explanations that the buttons have no room for. */
export function askedQuestion(ask: Ask, request: Request, pen: Pen): readonly FormattedText[] {
  const { words } = pen;
  const total = ask.questions.length;
  const question = ask.questions[request.page];
  const title =
    total > 1 ? words.request.questionOf(request.page + 1, total) : words.request.question;
  if (question === undefined) return [plain(`? ${title}`)];
  const text = isBlank(question.text) ? question.header : question.text;
  return [
    plain(`? ${title}`),
    ...answeredLines(ask, request, pen),
    ...(isBlank(text) ? [] : [free(excerpt(text, questionUnits))]),
    ...question.options
      .slice(0, mostOptions)
      .map(({ label, description }, i) =>
        join([
          `${i + 1} `,
          free(excerpt(label, 80), 2),
          ...(isBlank(description) ? [] : [' — ', free(excerpt(description, 200), 2)]),
        ]),
      ),
    ...(question.secret ? [plain(`⚠ ${words.request.secret}`)] : []),
  ];
}

/** What was answered before this question, in the same message. */
const answeredLines = (ask: Ask, request: Request, { words }: Pen): FormattedText[] =>
  request.answered.slice(0, request.page).map((answer, i) => {
    const isSecret = ask.questions[i]?.secret ?? false;
    return join(['✓ ', shownAnswer(answer, isSecret, words)]);
  });

/** An answer as the chat may show it: secret ones never. */
export function shownAnswer(answer: string, isSecret: boolean, words: Pen['words']): FormattedText {
  if (isSecret) return plain('•••');
  return isBlank(answer) ? plain(words.request.skipped) : free(excerpt(answer, 120), 2);
}

export function keptQuestions(ask: Ask): readonly FormattedText[] {
  const texts = ask.questions
    .map(({ text, header }) => (isBlank(text) ? header : text))
    .filter((text) => !isBlank(text));
  if (texts.length === 0) return [];
  return [
    expandable(
      join(
        texts.map((text) => free(excerpt(text, 400))),
        '\n',
      ),
    ),
  ];
}
