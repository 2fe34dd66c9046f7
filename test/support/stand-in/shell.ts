/** What a command of a program would print, and how long it would take. Nothing is run. */
export interface Ran {
  readonly output: string;
  readonly exitCode: number;
  readonly ms: number;
}

/** Knows `echo`, `printf`, `sleep`, `true`, `false` and `exit N`, joined by `;` or `&&`. */
export function pretend(command: string): Ran {
  let output = '';
  let exitCode = 0;
  let ms = 1;
  for (const part of command.split(/;|&&/)) {
    const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(part) ?? [];
    const text = rest.replace(/\s*>.*$/s, '').replace(/^(['"])(.*)\1$/s, '$2');
    const printed = rest.includes('>') ? '' : text;
    if (word === 'echo') output += printed === '' ? '' : `${printed}\n`;
    if (word === 'printf') output += printed;
    if (word === 'sleep') ms += Number(text) * 1000;
    if (word === 'false') exitCode = 1;
    if (word === 'exit') exitCode = Number(text);
  }
  return { output, exitCode, ms };
}
