// Markdown to try a renderer with: the examples of CommonMark, GitHub's additions, and cases that broke bots.
import { tests } from 'commonmark-spec';

export const commonMark: readonly string[] = tests.map(({ markdown }) =>
  markdown.replaceAll('→', '\t'),
);

/** In the manner of GitHub's specification: tables, strikethrough, task lists. */
export const gitHub: readonly string[] = [
  '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
  '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
  '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
  '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
  '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
  '| abc | def |\n| --- |\n| bar |\n',
  '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n',
  '| abc | def |\n| --- | --- |\n',
  '~~Hi~~ Hello, ~there~ world!\n',
  'This ~~has a\n\nnew paragraph~~.\n',
  'This will ~~~not~~~ strike.\n',
  '- [ ] foo\n- [x] bar\n',
  '- [x] foo\n  - [ ] bar\n  - [X] baz\n- [ ] bim\n',
  '1. [ ] one\n2. [x] two\n\n- [ ]\n- [ ]x\n',
];

const badTargets = [
  'http://localhost:3000',
  'https://a',
  'ftp://a.b/c',
  'file:///etc/passwd',
  'vscode://file/a.ts',
  'javascript:alert(1)',
  '../a.ts',
  'tel:+123',
  'http://a.b:65536/',
  'http://a.b:0/',
  'http://a b.c/',
  '',
  'tg://user?id=1',
  'tg://resolve?domain=x',
  'ton://transfer/x',
  'mailto:a@b.de',
  'http://./',
  'http://a`b.c/',
  'http://a{b}.c/',
  'http://%00.c/',
  `https://a.b/${'x'.repeat(3000)}`,
  'HTTPS://A.B',
  'https://münchen.de/ü?ö=ä#é',
  'http://[::1]:80/',
  'http://[::1',
  '//a.b/c',
  '#part',
  '?q',
  'C:\\Users\\a.ts',
  'C:/Users/a.ts#L3',
  '/abs/a%20b.py#L1-L9',
  '%zz/x.md',
];

/** Every target that Telegram refuses, or that it takes, as link, image and reference. */
export const links: readonly string[] = badTargets.flatMap((target) => [
  `[label](<${target}>) and ![image](<${target}>)`,
  `**[\`code\`](<${target}>)** [](<${target}>)`,
  `[ref] <${target}>\n\n[ref]: <${target}>`,
]);

const family = '👨‍👩‍👧‍👦';
export const hard: readonly string[] = [
  `${family.repeat(600)}`,
  `**${family}**${'🇩🇪'.repeat(1200)} *${family}*`,
  'שלום **עולם** \u202eabc\u202c مرحبا `קוד`',
  'lone \ud800 and \udc00 **\ud83d** `\udfff`',
  '\0 nul \0\0 **\0** `\0` \x07\x1b[31m',
  `${'word '.repeat(2000)}`,
  'x'.repeat(10_000),
  `\`${'y'.repeat(10_000)}\``,
  `**${'bold and long '.repeat(800)}**`,
  Array.from({ length: 500 }, (_, n) => `[l${n}](https://example.com/${n}/${'p'.repeat(n)})`).join(
    ' ',
  ),
  Array.from({ length: 500 }, (_, n) => `**b${n}** *i${n}* \`c${n}\``).join(' '),
  '````md\n```ts\nconst a = 1;\n```\n````\n',
  '# CRLF\r\n\r\n- a\r\n- b\r\n\r\n```\r\ncode\r\n```\r\n',
  'old\rmac\r\rlines',
  '```ts\nconst unterminated = `a`;\n',
  `\`\`\`py\n${'def f():\n    return 1\n\n'.repeat(500)}\`\`\`\n`,
  `\`\`\`\n${'z'.repeat(9000)}\n\`\`\``,
  `> ${'quoted words '.repeat(700)}\n> > inner\n> > > innermost\n`,
  `${'> '.repeat(150)}deep`,
  `${'- '.repeat(120)}deep`,
  '`` ` ``` ` ``\n\n**` `** __\u200b__ ~~\u200d~~ [\u200b](https://a.b)',
  '\u200b\u200d\ufeff',
  '&#13;&#10;&#9;&#0;&#x202e;&#xd800;&nbsp;**&nbsp;**',
  'A\u030a **u\u0308\u0333** \u033f',
  '$a^2_b$ and $5 and $10, \\(x+y\\), \\[ \\frac{1}{2} \\], $$\\sum_i$$ `$PATH`',
  'README.md main.py a.zip 192.168.0.1:80 /stop @name tg://resolve?domain=x x/@y.z ../a.sh -/x',
  '***a** b* **a *b** c* ~~a **b~~ c** _a `b` [c *d*](https://e.f) g_',
  '| wide | 宽的 |\n|---|---|\n| 👍 | [x](https://a.b) |\n| a very long cell that goes on and on | and another one that does not end soon |',
  '| a | b |\n|--:|:-:|\n| `c` | **d** |\n\n> | q | r |\n> |---|---|\n> | 1 | 2 |',
  '1) a\n   > quote\n   > - x\n   ```\n   code\n   ```\n10) b\n\n    c\n* * *\n- # head\n-\n- > q',
  '<details><summary>x</summary>\n\n**b** <br> <!-- c -->\n</details> &lt;b&gt;',
];

export const all: readonly string[] = [...commonMark, ...gitHub, ...links, ...hard];
