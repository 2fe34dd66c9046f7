import { expect, test } from 'vitest';
import { faultsOf } from '../../support/check-rendering.ts';
import { commonMark, gitHub, hard, links } from '../../support/documents.ts';

const faults = (documents: readonly string[]): readonly unknown[] =>
  documents.flatMap((document) => {
    const found = faultsOf(document);
    return found.length === 0 ? [] : [{ document: document.slice(0, 200), found }];
  });

test('all 652 examples of CommonMark lose no word, and Telegram leaves every part as it is', () => {
  expect(commonMark).toHaveLength(652);
  expect(faults(commonMark)).toEqual([]);
});

test('tables, strikethrough and task lists lose no word, and Telegram leaves them as they are', () => {
  expect(faults(gitHub)).toEqual([]);
});

test('a link that Telegram refuses never reaches it', () => {
  expect(faults(links)).toEqual([]);
});

test('documents that broke other bots lose no word, and Telegram leaves every part as it is', () => {
  expect(faults(hard)).toEqual([]);
});

test('all of it in one document keeps every law', () => {
  expect(faultsOf([...commonMark, ...gitHub, ...links].join('\n\n'))).toEqual([]);
});
