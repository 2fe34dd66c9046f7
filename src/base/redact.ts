/** Takes secrets out of a text that leaves the program: log lines, printed errors, outbound messages. */
export interface Redactor {
  redact(text: string): string;
  /** From now on these values are taken out too, in any spelling; none is ever forgotten. */
  learn(secrets: readonly string[]): void;
}

const mark = '[redacted]';

const shapes: readonly RegExp[] = [
  // A bot token, also inside of a URL, where the colon may be escaped.
  /\d{6,12}(?::|%3[Aa])[\w-]{30,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bgh[oprsu]_\w{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  // A block that was cut off is taken to the end of the text.
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

// Shorter values would black out ordinary words.
const shortestSecret = 6;

export function createRedactor(): Redactor {
  let literals: readonly string[] = [];
  return {
    redact: (text) => {
      const known = literals.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
      return shapes.reduce((rest, shape) => rest.replace(shape, mark), known);
    },
    learn: (secrets) => {
      const spelled = secrets.filter(({ length }) => length >= shortestSecret).flatMap(spellings);
      // The longest first: a spelling may hold another one.
      literals = [...new Set([...literals, ...spelled])].sort((a, b) => b.length - a.length);
    },
  };
}

const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
  JSON.stringify(secret).slice(1, -1),
];
