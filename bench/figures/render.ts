import { tests } from 'commonmark-spec';
import { toFormattedText } from '../../src/render/markdown/to-formatted-text.ts';
import { split } from '../../src/render/split/split.ts';
import { reading } from '../report/reading.ts';
import type { Figure } from './figure.ts';

const dense = tests.map(({ markdown }) => markdown.replaceAll('→', '\t')).join('\n\n');
const section = `## What changed

The parser now reads **both forms** and \`src/parse/read.ts\` keeps [the old one](https://example.com/old)
for callers that pass a *string*. Nothing else had to move; the tests of the reader are the same as before.

1. \`read()\` takes a buffer or a string.
2. Lines end with LF, CRLF or nothing.
   - A lone CR is a line end too.

\`\`\`ts
export function read(source: string | Uint8Array): Document {
  const text = typeof source === 'string' ? source : decoder.decode(source);
  return parse(text, { strict: false });
}
\`\`\`

| Case | Before | After |
| --- | ---: | ---: |
| short | 12 ms | 3 ms |
| long | 340 ms | 71 ms |

> Run \`npm test\` once more before you push.

`;

const rendered = (markdown: string): number => split(toFormattedText(markdown)).length;

/** The best of many rounds: what the work costs when nothing else runs. */
function bestMs(markdown: string, rounds: number): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    rendered(markdown);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** How fast Markdown becomes messages. */
export const render: Figure = {
  numbers: [17],
  async run() {
    const answer = section.repeat(Math.ceil(30_000 / section.length)).slice(0, 30_000);
    bestMs(answer, 60);
    bestMs(dense, 30);
    const denseMs = bestMs(dense.repeat(4), 80);
    const answerMs = bestMs(answer, 60);
    const sizes = [1, 2, 4, 8].map((times) => bestMs(dense.repeat(times * 4), 20));
    const ratios = sizes.slice(1).map((ms, index) => ms / (sizes[index] ?? ms));
    return [
      reading(
        {
          ...{ figure: 17, name: 'render, dense Markdown', unit: 'MB/s' },
          bars: [{ of: 'p50', limit: 3, atLeast: true }],
          note: 'the best of many rounds: what the work costs when nothing else runs',
        },
        [Buffer.byteLength(dense.repeat(4)) / denseMs / 1000],
      ),
      reading(
        {
          ...{ figure: 17, name: 'render, an answer of 30 kB', unit: 'ms' },
          bars: [{ of: 'p50', limit: 5 }],
        },
        [answerMs],
      ),
      reading(
        {
          ...{ figure: 17, name: 'render, time for twice the length', unit: '×' },
          bars: [{ of: 'max', limit: 2.6 }],
        },
        ratios,
      ),
    ];
  },
};
