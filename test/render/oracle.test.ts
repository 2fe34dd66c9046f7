import { expect, test } from 'vitest';
import { toFormattedText } from '../../src/render/markdown/to-formatted-text.ts';
import { joins } from '../support/check-rendering.ts';
import { all } from '../support/documents.ts';
import { autolinks, judge, kept } from '../support/tdlib-oracle.ts';
import { wordsLost } from '../support/visible-words.ts';

test('the judge refuses what Telegram refuses', () => {
  const error = (text: string, entities: readonly unknown[] = []): string => {
    const verdict = judge(text, entities);
    return verdict.ok ? 'accepted' : verdict.error;
  };
  expect(error('fine', [{ type: 'bold', offset: 0, length: 4 }])).toBe('accepted');
  expect(error(' \u200b')).toContain('text is empty');
  expect(error('x'.repeat(4097))).toContain('too long');
  expect(error('宽'.repeat(11_000))).toContain('too long');
  expect(error('😀', [{ type: 'bold', offset: 1, length: 1 }])).toMatch(/^400 /);
  expect(error('abc', [{ type: 'bold', offset: 1, length: 9 }])).toMatch(/^400 /);
  expect(error('\ud800')).toContain('UTF-8');
  expect(error('abc', [{ type: 'shout', offset: 0, length: 1 }])).toContain("can't parse entities");
  expect(
    error('abc', [{ type: 'text_link', offset: 0, length: 1, url: 'http://localhost' }]),
  ).toContain('URL');
  const long = { type: 'text_link', offset: 0, length: 1, url: `https://a.b/${'x'.repeat(9500)}` };
  expect(error('abc', [long])).toContain('ENTITIES_TOO_LONG');
});

test('the judge shows how Telegram repairs entities', () => {
  expect(
    kept(' *a* b ', [
      { type: 'bold', offset: 0, length: 6 },
      { type: 'code', offset: 5, length: 1 },
    ]),
  ).toEqual({
    text: '*a* b',
    entities: [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'code', offset: 4, length: 1 },
    ],
  });
});

test('a rendering without one of its words, or with parts in another order, is noticed', () => {
  const markdown =
    '# One\n\ntwo **three** `four`\n\n| five | six |\n|---|---|\n| seven | [eight](x) |';
  const { text } = toFormattedText(markdown);
  expect(wordsLost(markdown, text)).toEqual([]);
  for (const word of ['One', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
    expect(wordsLost(markdown, text.replace(word, ''))).toEqual([word]);
  }
  expect(wordsLost('one two', 'two one')).toEqual(['two']);
  const part = (words: string) => ({ text: words, entities: [] });
  expect(joins('one two', [part('one'), part('two')])).toBe(true);
  expect(joins('one two', [part('two'), part('one')])).toBe(false);
  expect(joins('one two', [part('one')])).toBe(false);
  expect(joins('one two', [part('two')])).toBe(false);
});

test('nothing in an answer becomes a command, a mention or a link to a file by itself', () => {
  const words =
    'README.md main.py main.rs foo.sh a.zip 192.168.0.1:80 /stop (/stop) @name @types/node ../a.sh ./b.py ~/c.rs tg://resolve?domain=x ton://a src/README.md -/x /tmp /usr/bin x.cc lib.so bundle.js.map obj.name 10.0.0.1/24';
  for (const document of [
    words,
    ...words.split(' '),
    ...all.filter(({ length }) => length < 500),
  ]) {
    const { text, entities } = toFormattedText(document);
    let free = '';
    let done = 0;
    for (const { offset, length } of entities.filter(({ type }) =>
      ['code', 'pre', 'text_link'].includes(type),
    )) {
      free += `${text.slice(done, offset)}${'\u00b7'.repeat(length)}`;
      done = offset + length;
    }
    const found = autolinks((free + text.slice(done)).toWellFormed());
    expect(found.filter(({ type }) => type === 'BotCommand' || type === 'Mention')).toEqual([]);
    expect(
      found.filter(
        ({ text: link }) =>
          /^(?:tg|ton):|\.(?:md|py|rs|sh|zip)$/i.test(link) && !/:\/\/.*\./.test(link),
      ),
    ).toEqual([]);
  }
});
