// Telegram's client library rewrites these characters before it stores a text, which shifts every offset
// behind them (seen with TDLib 1.8.65). Cleaning first keeps our offsets true.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const altered = /[\0-\x09\x0b-\x1f\u2028\u2029\u202a-\u202e]|\u030a|\u0333|\u033f/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const controls = /[\0-\x09\x0b-\x1f]/g;

/**
 * The text as Telegram keeps it: line ends are `\n`, other control characters and tabs are spaces, direction
 * overrides are gone, lone surrogates are U+FFFD.
 */
export function clean(text: string): string {
  return altered.test(text) ? rewritten(text, controls) : text.toWellFormed();
}

/** As `clean`, but tabs stay: they mean something in Markdown source. */
export function cleanSource(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return altered.test(text) ? rewritten(text, /[\0-\x08\x0b-\x1f]/g) : text.toWellFormed();
}

/** As `clean`, with tabs to the next column of four: one space would lose the indentation of code. */
export function cleanCode(text: string): string {
  return clean(text.includes('\t') ? text.split('\n').map(expandTabs).join('\n') : text);
}

function rewritten(text: string, blanks: RegExp): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\n]\u030a/g, (letter) => letter.normalize('NFC'))
    .replace(/[\u202a-\u202e]|\u030a|\u0333|\u033f/g, '')
    .replace(blanks, ' ')
    .toWellFormed();
}

function expandTabs(line: string): string {
  const [first = '', ...rest] = line.split('\t');
  let column = first.length;
  const pieces = [first];
  for (const piece of rest) {
    const gap = 4 - (column % 4);
    pieces.push(' '.repeat(gap), piece);
    column += gap + piece.length;
  }
  return pieces.join('');
}
