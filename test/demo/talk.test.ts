import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
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
  const reads = reader(demo);
  await reads('Write something');
  demo.stdin.write('release it\n');
  await reads('? Run a command');
  await reads('1 Once');
  demo.stdin.write('1\n');
  await reads('✓ Approved once · Ann');
  await reads('? Change 1 file');
  demo.stdin.write('/press 1\n');
  await reads('Released. It lies in ../releases.');
  demo.stdin.write('/quit\n');
  const [code] = (await once(demo, 'close')) as [number | null];
  expect(code).toBe(0);
});

/** Waits until the output holds a text; what came before it is not looked at again. */
function reader({ stdout }: ChildProcess): (text: string) => Promise<void> {
  let said = '';
  let from = 0;
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return async (text) => {
    await expect.poll(() => said.slice(from), { timeout: 20_000, interval: 20 }).toContain(text);
    from = said.indexOf(text, from) + text.length;
  };
}
