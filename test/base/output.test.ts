import process from 'node:process';
import { expect, test } from 'vitest';
import { outputOf } from '../../src/base/process/output.ts';

const never = new AbortController().signal;
const node = (script: string, withinMs = 20_000, signal = never) =>
  outputOf(process.execPath, ['-e', script], withinMs, signal);

test('a program that ends well tells its output', async () => {
  await expect(node('console.log("hello")')).resolves.toEqual({ code: 0, stdout: 'hello\n' });
});

test('a program that fails tells its code', async () => {
  await expect(node('process.exit(7)')).resolves.toEqual({ code: 7, stdout: '' });
});

test('a program that is not there is an outcome', async () => {
  const output = await outputOf('/nowhere/program', [], 1_000, never);
  expect(output).toEqual({ code: undefined, stdout: '' });
});

test('a program that hangs is ended', async () => {
  const output = await node('setInterval(() => undefined, 1000)', 300);
  expect(output.code).toBeUndefined();
});

test('a stop ends the program', async () => {
  const output = await node('setInterval(() => undefined, 1000)', 20_000, AbortSignal.timeout(100));
  expect(output.code).toBeUndefined();
});
