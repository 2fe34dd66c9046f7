/** A key's place in the file: names of tables and keys, numbers in arrays. */
export type KeyPath = readonly (string | number)[];

/**
 * Finds the lines of keys in a TOML text that parses; the parser itself tells no positions.
 *
 * @returns a function from a path to its line, from 1: of the key itself, or the nearest table around it
 */
export function keyLines(toml: string): (path: KeyPath) => number | undefined {
  const found = new Map<string, number>();
  const lengths = new Map<string, number>();
  let table: KeyPath = [];

  const note = (path: KeyPath, line: number): void => {
    // The first part that names something new belongs to this line as well: `[a.b]` names `a`.
    for (let length = 1; length <= path.length; length++) {
      const key = JSON.stringify(path.slice(0, length));
      if (!found.has(key)) found.set(key, line);
    }
  };
  /** `[[a]]` followed by `[a.b]`: the table lies in the newest element. */
  const inNewest = (names: readonly string[]): KeyPath => {
    let path: KeyPath = [];
    for (const name of names) {
      path = [...path, name];
      const length = lengths.get(JSON.stringify(path));
      if (length !== undefined) path = [...path, length - 1];
    }
    return path;
  };

  for (const { text, line } of logicalLines(toml)) {
    const header = /^\s*(\[\[?)(.*?)\]\]?\s*$/.exec(text);
    if (header) {
      const names = namesIn(header[2] ?? '');
      if (header[1] === '[[') {
        const array = [...inNewest(names.slice(0, -1)), ...names.slice(-1)];
        const key = JSON.stringify(array);
        lengths.set(key, (lengths.get(key) ?? 0) + 1);
      }
      table = inNewest(names);
      note(table, line);
      continue;
    }
    const names = namesIn(/^((?:"[^"]*"|'[^']*'|[^"'=])+)=/.exec(text)?.[1] ?? '');
    if (names.length > 0) note([...table, ...names], line);
  }

  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = found.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return undefined;
  };
}

const namesIn = (dotted: string): readonly string[] =>
  [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );

/** Lines without comments; what goes on over several lines counts to the line where it began. */
function logicalLines(toml: string): readonly { readonly text: string; readonly line: number }[] {
  const tokens =
    /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\n|[^"'#\n]+/g;
  const lines: { text: string; line: number }[] = [];
  let current = { text: '', line: 1 };
  let line = 1;
  for (const [token] of toml.matchAll(tokens)) {
    if (token === '\n') {
      line += 1;
      if (isOpen(current.text)) continue;
      lines.push(current);
      current = { text: '', line };
      continue;
    }
    line += token.split('\n').length - 1;
    if (!token.startsWith('#')) current.text += token;
  }
  return [...lines, current];
}

/** An array that goes on in the next line. */
function isOpen(text: string): boolean {
  const value = text.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '');
  const opening = value.match(/[[{]/g)?.length ?? 0;
  return opening > (value.match(/[\]}]/g)?.length ?? 0);
}
