// How fast Markdown becomes messages: figure 17. Prints JSON and a line; ends with 1 when a bar is missed.
import { tests } from 'commonmark-spec';
import { toFormattedText } from '../src/render/markdown/to-formatted-text.ts';
import { split } from '../src/render/split/split.ts';

/** Bars of figure 17; a time ratio per doubling beyond the last one would not be linear. */
const bars = { megabytesPerSecond: 3, answerMs: 5, ratioPerDoubling: 2.6 };

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

const render = (markdown: string): number => split(toFormattedText(markdown)).length;

/** The best of many rounds: what the work costs when nothing else runs. */
function bestMs(markdown: string, rounds: number): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    render(markdown);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const answer = section.repeat(Math.ceil(30_000 / section.length)).slice(0, 30_000);
bestMs(answer, 60);
bestMs(dense, 30);
const denseMs = bestMs(dense.repeat(4), 80);
const answerMs = bestMs(answer, 60);
const sizes = [1, 2, 4, 8].map((times) => ({
  bytes: Buffer.byteLength(dense) * times * 4,
  ms: bestMs(dense.repeat(times * 4), 20),
}));
const ratios = sizes.slice(1).map(({ ms }, index) => ms / (sizes[index]?.ms ?? ms));
const result = {
  denseMegabytesPerSecond: Buffer.byteLength(dense.repeat(4)) / denseMs / 1000,
  answerMs,
  ratios,
  sizes,
};
const holds =
  result.denseMegabytesPerSecond >= bars.megabytesPerSecond &&
  answerMs <= bars.answerMs &&
  ratios.every((ratio) => ratio <= bars.ratioPerDoubling);

console.log(JSON.stringify(result));
console.log(
  `render: ${result.denseMegabytesPerSecond.toFixed(1)} MB/s dense (bar 3), ${answerMs.toFixed(1)} ms for a 30 kB answer (bar 5), ×${Math.max(...ratios).toFixed(2)} per doubling (bar 2.6): ${holds ? 'holds' : 'MISSED'}`,
);
process.exitCode = holds ? 0 : 1;
