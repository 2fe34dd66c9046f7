import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { keyLines } from '../../src/config/problems/key-lines.ts';

test.each([
  ['a plain key', 'a = 1\nb = 2', ['b'], 2],
  ['a key in a table', '# c\n[t]\na = 1', ['t', 'a'], 3],
  ['a dotted key', 'x = 1\nt.a.b = 2', ['t', 'a', 'b'], 2],
  ['a quoted key', '\n"a.b" = 1', ['a.b'], 2],
  ['a key in single quotes', "\n['a b']\n'c = d' = 1", ['a b', 'c = d'], 3],
  ['an element of an array of tables', '[[p]]\na = 1\n[[p]]\na = 2', ['p', 1, 'a'], 4],
  ['a table in an element', '[[p]]\n[[p]]\n[p.d]\nx = 1', ['p', 1, 'd', 'x'], 4],
  ['a key after a list of several lines', 'a = [\n  "]", # ]\n]\nb = 2', ['b'], 4],
  ['an element of a list, by the line of its key', '\na = [\n1,\n2]', ['a', 1], 2],
  ['a key after a text of several lines', 'a = """\nb = 1\n[x]\n"""\nb = 2', ['b'], 5],
  ['a key after literal lines', "a = '''\nb = 1\n'''\nb = 2", ['b'], 4],
  ['a key in an inline table, by its line', '\na = { b = 1 }', ['a', 'b'], 2],
  ['a key that is not there, by the table around it', '[t]\na = 1', ['t', 'z'], 1],
  ['a text that holds a sign of comment', 'a = "# x"\nb = 2', ['b'], 2],
])('%s is found', (_name, toml, path, line) => {
  expect(() => parse(toml)).not.toThrow();
  expect(keyLines(toml)(path)).toBe(line);
});

test('a table that is not written has no line', () => {
  expect(keyLines('a = 1')(['b'])).toBeUndefined();
  expect(keyLines('')([])).toBeUndefined();
});

test('in whatever a serializer writes, each key stands on the line that is told', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  fc.assert(
    fc.property(fc.dictionary(name, fc.dictionary(name, value)), (tables) => {
      const toml = stringify(tables);
      const lineOf = keyLines(toml);
      const lines = toml.split('\n');
      for (const [table, keys] of Object.entries(tables)) {
        for (const key of Object.keys(keys)) {
          const line = lineOf([table, key]) ?? 0;
          expect(lines[line - 1]).toMatch(new RegExp(`^${key} = `));
        }
      }
    }),
  );
});
