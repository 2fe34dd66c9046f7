import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { parseLine } from '../../src/demo/talk/command.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');

test('a line is a message, the number of a button, or a command of the demo', () => {
  expect(parseLine('fix it')).toEqual({ type: 'say', text: 'fix it' });
  expect(parseLine('/stop')).toEqual({ type: 'say', text: '/stop' });
  expect(parseLine(' 2 ')).toEqual({ type: 'press', number: 2 });
  expect(parseLine('/press 12')).toEqual({ type: 'press', number: 12 });
  expect(parseLine('2 tests fail')).toEqual({ type: 'say', text: '2 tests fail' });
  expect(parseLine('/topic shop two')).toEqual({ type: 'topic', name: 'shop two' });
  expect(parseLine('/desk how many?')).toEqual({ type: 'desk', text: 'how many?' });
  expect(parseLine('/kill')).toEqual({ type: 'kill' });
  expect(parseLine('/quit')).toEqual({ type: 'quit' });
  expect(parseLine('  ')).toEqual({ type: 'nothing' });
});

test('through a pipe a person writes, presses a button, reads the answer and leaves', {
  timeout: 60_000,
}, async () => {
  const demo = spawn(process.execPath, [cli, 'demo', '--interactive'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void demo.kill('SIGTERM'));
  const { types, reads } = keyboard(demo);
  await reads('Write something');
  types('release it');
  await reads('? Run a command', '1 Once');
  types('1');
  await reads('✓ Approved once · Ann', '? Change 1 file', '1 Apply');
  types('/press 1');
  await reads('Released. It lies in ../releases.');
  types('/quit');
  const [code] = (await once(demo, 'close')) as [number | null];
  expect(code).toBe(0);
});

function keyboard({ stdin, stdout }: ChildProcess) {
  let said = '';
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    types: (line: string): void => {
      said = '';
      stdin?.write(`${line}\n`);
    },
    /** Waits until all of this was printed since the last line typed, in any order. */
    reads: async (...texts: readonly string[]): Promise<void> => {
      for (const text of texts) {
        await expect.poll(() => said, { timeout: 20_000, interval: 20 }).toContain(text);
      }
    },
  };
}
