import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';

/** The newest lines of a log, in one file of mode 0600. A full disk loses lines, never the program. */
export interface LogFile extends Disposable {
  /** @param line ends with a line break */
  write(line: string): void;
  /** At most this many lines are kept from now on. */
  keep(lines: number): void;
}

// Rewriting costs about 2 ms for 5,000 lines, so it happens once in so many lines.
const sparePart = 50;

export function openLogFile(path: string, lines: number): LogFile {
  let limit = lines;
  let file = openSync(path, 'a', 0o600);
  let count = linesOf(path).length;

  const cutTo = (keptLines: number): void => {
    const kept = keptLines === 0 ? [] : linesOf(path).slice(-keptLines);
    const fresh = `${path}.new`;
    writeFileSync(fresh, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    renameSync(fresh, path);
    closeSync(file);
    file = openSync(path, 'a', 0o600);
    count = kept.length;
  };

  return {
    write: (line) => {
      try {
        if (count >= limit) cutTo(Math.max(0, limit - 1 - Math.floor(limit / sparePart)));
        writeSync(file, line);
        count += 1;
      } catch {
        // Nothing can be told about a log that cannot be written.
      }
    },
    keep: (newLimit) => {
      limit = newLimit;
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

const linesOf = (path: string): readonly string[] =>
  readFileSync(path, 'utf8').split('\n').filter(Boolean);
