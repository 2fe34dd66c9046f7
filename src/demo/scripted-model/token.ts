/** A piece of a step: `"text"`, `word`, `key=value` or `key:path`, whose value may be quoted. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Scanned {
  /** One list of tokens a step. */
  readonly steps: readonly (readonly Token[])[];
  /** Where the program ends in the text that was given. */
  readonly end: number;
}

/** Reads steps from `start` up to the `]]` that stands outside of quotes. */
export function scanProgram(text: string, start: number): Scanned {
  const steps: Token[][] = [[]];
  let at = start;
  while (at < text.length && !text.startsWith(']]', at)) {
    const char = text.charAt(at);
    if (char === ';') {
      steps.push([]);
      at++;
    } else if (/\s/.test(char)) {
      at++;
    } else if (char === '"') {
      const { value, end } = scanQuoted(text, at);
      steps.at(-1)?.push({ text: value, quoted: true });
      at = end;
    } else {
      let word = '';
      while (at < text.length && !/[\s;]/.test(text.charAt(at)) && !text.startsWith(']]', at)) {
        if (text.charAt(at) === '"') {
          const { value, end } = scanQuoted(text, at);
          word += value;
          at = end;
        } else word += text.charAt(at++);
      }
      steps.at(-1)?.push({ text: word, quoted: false });
    }
  }
  return { steps: steps.filter((step) => step.length > 0), end: Math.min(at + 2, text.length) };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function scanQuoted(text: string, open: number): { value: string; end: number } {
  let value = '';
  let at = open + 1;
  for (; at < text.length && text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) === '\\') {
      const next = text.charAt(++at);
      value += escapes[next] ?? next;
    } else value += text.charAt(at);
  }
  return { value, end: at + 1 };
}
