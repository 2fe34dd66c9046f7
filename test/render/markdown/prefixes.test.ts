import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFormattedText } from '../../../src/render/markdown/to-formatted-text.ts';
import { faultsOf } from '../../support/check-rendering.ts';
import { all, gitHub, hard } from '../../support/documents.ts';
import { judge } from '../../support/tdlib-oracle.ts';

test('whatever of a document has streamed in is a document', () =>
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.nat(), (document, cut) => {
      expect(faultsOf(document.slice(0, cut % (document.length + 1)))).toEqual([]);
    }),
    { seed: 17, numRuns: 300 },
  ));

test('pieces of documents put together at random keep every law', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...all), fc.nat(), fc.nat()), { maxLength: 6 }),
      fc.constantFrom('', '\n', '\n\n', ' '),
      (pieces, between) => {
        const document = pieces
          .map(([text, from, size]) => {
            const start = from % (text.length + 1);
            return text.slice(start, start + (size % 400));
          })
          .join(between);
        expect(faultsOf(document)).toEqual([]);
      },
    ),
    { seed: 18, numRuns: 300 },
  ));

test('every beginning of a hard case is accepted by Telegram or shows nothing', () => {
  for (const document of [...gitHub, ...hard.filter(({ length }) => length < 300)]) {
    for (let end = 0; end <= document.length; end += 1) {
      const { text, entities } = toFormattedText(document.slice(0, end));
      const verdict = judge(text, entities);
      const empty = !verdict.ok && verdict.error === '400 Bad Request: message text is empty';
      expect(verdict.ok || empty, JSON.stringify(document.slice(0, end))).toBe(true);
    }
  }
});
