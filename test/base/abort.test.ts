import { expect, test } from 'vitest';
import { DeadlineError, isAbort, withDeadline } from '../../src/base/abort.ts';
import { runTogether } from '../../src/base/run-together.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';

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

test('what is done in time gives its result and leaves no timer', async () => {
  const clock = createSimClock();
  await expect(withDeadline(clock, 100, async () => 7, never)).resolves.toBe(7);
  await clock.drain();
  expect(clock.pending).toBe(0);
});

test('what takes too long ends with a deadline error, and its signal is aborted', async () => {
  const clock = createSimClock();
  let given: AbortSignal | undefined;
  const late = withDeadline(
    clock,
    100,
    async (signal) => {
      given = signal;
      return untilAborted(signal);
    },
    never,
  );
  await expect(clock.runUntil(late)).rejects.toThrow(DeadlineError);
  expect(given?.aborted).toBe(true);
});

test('a stop from outside is not taken for a deadline', async () => {
  const stop = new AbortController();
  const waiting = withDeadline(createSimClock(), 100, untilAborted, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toSatisfy(isAbort);
  await expect(withDeadline(createSimClock(), 100, untilAborted, stop.signal)).rejects.toSatisfy(
    isAbort,
  );
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
