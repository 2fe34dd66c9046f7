// The shipped judge against the real one: whatever TDLib refuses, the emulator refuses, and the reverse.
import { getTdjson } from 'prebuilt-tdlib';
import * as tdl from 'tdl';
import { expect, test } from 'vitest';
import type { ApiEntity } from '../../src/emulator/records/api.ts';
import { defaultJudge } from '../../src/emulator/text/judge.ts';

tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 });

const types: Readonly<Record<string, string>> = {
  bold: 'textEntityTypeBold',
  code: 'textEntityTypeCode',
  pre: 'textEntityTypePre',
  text_link: 'textEntityTypeTextUrl',
  blockquote: 'textEntityTypeBlockQuote',
};

function tdlibAccepts(text: string, entities: readonly ApiEntity[]): boolean {
  const execute = tdl.execute as (request: unknown) => { _: string } | null;
  const result = execute({
    _: 'getMarkdownText',
    text: {
      _: 'formattedText',
      text,
      entities: entities.map(({ type, offset, length, url }) => ({
        _: 'textEntity',
        offset,
        length,
        type: { _: types[type], ...(url !== undefined && { url }) },
      })),
    },
  });
  return result?._ !== 'error';
}

const links = [
  'https://example.org',
  'http://example.org:8080/a?b#c',
  'example.org',
  'https://192.168.0.1/x',
  'https://[::1]:80/',
  'tg://user?id=1',
  'tg://resolve?domain=x',
  'ton://transfer/abc',
  'http://localhost:3000',
  'https://a',
  'ftp://example.org',
  'file:///etc/passwd',
  'vscode://file/a.ts',
  'javascript:alert(1)',
  './relative/path',
  'src/a.ts',
  'tel:+123456',
  'https://example.org:99999/',
  'https://exa mple.org',
  '',
  'mailto:a@example.org',
];

test.each(links)('both judges agree about the link %j', (url) => {
  const entity = { type: 'text_link', offset: 0, length: 1, url };
  expect(defaultJudge('x', [entity]).ok).toBe(tdlibAccepts('x', [entity]));
});

const bounds: readonly (readonly [string, number, number])[] = [
  ['abc', 0, 3],
  ['abc', 0, 4],
  ['abc', 3, 0],
  ['abc', 4, 1],
  ['abc', -1, 2],
  ['abc', 1, -1],
  ['a😀b', 1, 2],
  ['a😀b', 1, 1],
  ['a😀b', 2, 1],
  ['a😀b', 2, 2],
  ['a\nb', 0, 3],
];

test.each(bounds)('both judges agree about bold over %j from %i for %i', (text, offset, length) => {
  const entity = { type: 'bold', offset, length };
  expect(defaultJudge(text, [entity]).ok).toBe(tdlibAccepts(text, [entity]));
});
