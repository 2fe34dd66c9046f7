import { expect, test } from 'vitest';
import { toFormattedText } from '../../../src/render/markdown/to-formatted-text.ts';

/** The text with its entities written around what they cover, for reading. */
function shown(markdown: string): string {
  const { text, entities } = toFormattedText(markdown);
  const marks = entities.flatMap((entity, order) => {
    const { type, offset, length } = entity;
    const more = 'url' in entity ? `=${entity.url}` : '';
    const language = 'language' in entity ? `=${entity.language}` : '';
    return [
      { at: offset, order, mark: `<${type}${more}${language}>` },
      { at: offset + length, order: -1 - order, mark: `</${type}>` },
    ];
  });
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { at, mark } of marks) {
    result += text.slice(done, at) + mark;
    done = at;
  }
  return result + text.slice(done);
}

test('a heading is bold with a blank line behind it, the first level underlined too', () => {
  expect(shown('# One\ntext\n## Two\nmore')).toBe(
    '<bold><underline>One</underline></bold>\n\ntext\n\n<bold>Two</bold>\n\nmore',
  );
});

test('styles stop at code, and code inside a link is not marked', () => {
  expect(shown('**a `b` c**')).toBe('<bold>a</bold> <code>b</code> <bold>c</bold>');
  expect(shown('[see `b`](https://a.b/)')).toBe('<text_link=https://a.b/>see b</text_link>');
});

test('a style around a link is cut at its edges, as Telegram would cut it', () => {
  expect(shown('**a [b](https://a.b/) c**')).toBe(
    '<bold>a</bold> <text_link=https://a.b/><bold>b</bold></text_link> <bold>c</bold>',
  );
});

test('lists have bullets or numbers, and what belongs to an item is indented', () => {
  expect(shown('- a\n- b\n  - c\n\n    d\n3. e\n4. f')).toBe(
    '• a\n• b\n  • c\n\n    d\n3. e\n4. f',
  );
});

test('a tight list stays together and a loose one has blank lines', () => {
  expect(shown('text\n- a\n- b\n\nmore')).toBe('text\n• a\n• b\n\nmore');
  expect(shown('1. a\n\n2. b')).toBe('1. a\n\n2. b');
});

test('an empty item keeps its bullet, and code begins on a line of its own', () => {
  expect(shown('- a\n-\n- ```sh\n  ls\n  ```')).toBe('• a\n• \n• \n<pre=sh>ls</pre>');
});

test('tasks have boxes instead of bullets', () => {
  expect(shown('- [ ] a\n- [x] `b`\n- [X] c\n\n1. [x] d')).toBe(
    '☐ a\n☑ <code>b</code>\n☑ c\n\n1. ☑ d',
  );
});

test('a quote is one quote, with the quotes inside it marked by a sign', () => {
  expect(shown('> a\n>\n> > b\n> > c\n>\n> d')).toBe('<blockquote>a\n\n> b\n> c\n\nd</blockquote>');
  expect(shown('- a\n\n  > b\n- > c')).toBe(
    '• a\n\n  <blockquote>b</blockquote>\n\n• \n<blockquote>c</blockquote>'.replace(
      '\n\n  <',
      '\n\n<',
    ),
  );
});

test('code has the first word of its info as language where Telegram knows such words', () => {
  expect(shown('```ts title="x"\na\n```')).toBe('<pre=ts>a</pre>');
  expect(shown('```{.py}\na\n```')).toBe('<pre>a</pre>');
  expect(shown('```\n \n```')).toBe('');
});

test('tabs in code become spaces up to the next column of four', () => {
  expect(toFormattedText('```\na\tb\n\tc\n```').text).toBe('a   b\n    c');
});

test('a table is text in columns, wide letters counted as two', () => {
  expect(shown('| n | name |\n|--:|:-:|\n| 1 | 宽 |\n| 20 | **x** |')).toBe(
    '<pre>n   │ name\n────┼─────\n  1 │  宽\n 20 │  x</pre>',
  );
});

test('a table with links, or too wide for a phone, is written row by row', () => {
  expect(shown('| a | b |\n|---|---|\n| x | [y](https://a.b/) |\n| z | |')).toBe(
    '<bold>a</bold>: x\n<bold>b</bold>: <text_link=https://a.b/>y</text_link>\n\n<bold>a</bold>: z\n<bold>b</bold>: –',
  );
  const wide = 'w'.repeat(70);
  expect(shown(`| a | ${wide} |\n|---|---|`)).toBe(`a │ ${wide}`);
});

test('a link that Telegram refuses shows its target beside its label', () => {
  expect(shown('[a](http://localhost:3000) [b](#c) [d](mailto:x@y.de) [](https://a.b/)')).toBe(
    'a (http://localhost:3000) b (#c) d (x@y.de) <text_link=https://a.b/>https://a.b/</text_link>',
  );
});

test('what acts inside Telegram is shown as code', () => {
  expect(shown('[a](tg://user?id=1) tg://resolve?domain=b. Type /stop or ask @name.')).toBe(
    'a (<code>tg://user?id=1</code>) <code>tg://resolve?domain=b</code>. Type <code>/stop</code> or ask <code>@name</code>.',
  );
});

test('a link to a file is its path in code, with the line', () => {
  expect(shown('[x.ts](src/x.ts#L10)')).toBe('<code>src/x.ts:10</code>');
  expect(shown('[x.ts:10](/abs/src/x.ts:10)')).toBe('<code>/abs/src/x.ts:10</code>');
  expect(shown('[the parser](file:///abs/a%20b.ts#L1-L9)')).toBe(
    'the parser (<code>/abs/a b.ts:1-9</code>)',
  );
  expect(shown('[x](C:\\a\\x.ts)')).toBe('x (<code>C:\\a\\x.ts</code>)');
});

test('an image is a link to it', () => {
  expect(shown('![cat](https://a.b/c.png) ![](i.png) [![in](x.png)](https://a.b/)')).toBe(
    '<text_link=https://a.b/c.png>cat</text_link> <code>i.png</code> <text_link=https://a.b/>in</text_link>',
  );
});

test('names of files are code so that they do not become links, and addresses stay addresses', () => {
  expect(shown('Open README.md, src/main.py:10 and 192.168.0.1:80.')).toBe(
    'Open <code>README.md</code>, <code>src/main.py:10</code> and <code>192.168.0.1:80</code>.',
  );
  expect(shown('See https://a.b/@c/README.md or me@a.py, and either/or.')).toBe(
    'See https://a.b/@c/README.md or me@a.py, and either/or.',
  );
});

test('formulas stay as they are written, and money stays money', () => {
  expect(shown('$a_b*c_d*$ \\(x\\) $5 and $6_')).toBe(
    '<code>$a_b*c_d*$</code> <code>\\(x\\)</code> $5 and $6_',
  );
  expect(shown('$HOME/$USER \\[not a link\\] \\(open')).toBe('$HOME/$USER [not a link] (open');
});

test('HTML is text, and a rule is a line', () => {
  expect(shown('<b>a</b>\n\n---\n\n&lt;')).toBe('<b>a</b>\n\n──────────\n\n<');
});

test('what Telegram would take out of a text is gone before places are counted', () => {
  expect(shown('a\u202eb\r\n**A\u030a** \0 \ud800')).toBe('ab\n<bold>Å</bold>   \ufffd');
});

test('a document that nests too deep for the parser is shown as it is written', () => {
  expect(toFormattedText(`${'> '.repeat(120)}deep`).text).toBe(`${'> '.repeat(120)}deep`);
});
