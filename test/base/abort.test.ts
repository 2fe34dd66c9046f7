import { expect, test } from 'vitest';
import { isAbort } from '../../src/base/abort.ts';
import { runTogether } from '../../src/base/run-together.ts';

const never = new AbortController().signal;
const untilAborted = async (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

test.each([
  ['an aborted signal’s own reason', AbortSignal.abort().reason, true],
  ['an error of Node', Object.assign(new Error('x'), { code: 'ABORT_ERR' }), true],
  ['any other error', new Error('AbortError'), false],
  ['something that is no error', 'AbortError', false],
])('%s is told from a failure', (_name, error, expected) => {
  expect(isAbort(error)).toBe(expected);
});

test('the failure that stopped the others is the one that is told', async () => {
  const ended: string[] = [];
  const running = runTogether(
    never,
    async (signal) => untilAborted(signal).finally(() => ended.push('first')),
    async () => {
      throw new Error('broken');
    },
  );
  await expect(running).rejects.toThrow('broken');
  expect(ended).toEqual(['first']);
});

test('the first loop that ends stops the rest', async () => {
  const running = runTogether(never, untilAborted, async () => undefined);
  await expect(running).rejects.toSatisfy(isAbort);
});

test('loops that all end well end well together', async () => {
  const loop = async (): Promise<void> => undefined;
  await expect(runTogether(never, loop, loop)).resolves.toBeUndefined();
});
