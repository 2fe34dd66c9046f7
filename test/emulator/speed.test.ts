import { expect, test } from 'vitest';
import { createRig } from './rig.ts';

test('a day of traffic needs seconds, and the call log stays bounded', async () => {
  const { clock, emulator, call } = createRig({ keptCalls: 500, limits: {} });
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  const sent = await call('sendMessage', { chat_id: 1, text: 'status' });
  const { message_id: id } = sent.result as { message_id: number };
  const day = async () => {
    for (let i = 0; i < 5_000; i++) {
      await clock.sleep(4_000);
      await call('editMessageText', { chat_id: 1, message_id: id, text: `status ${i}` });
    }
  };
  const started = performance.now();
  await clock.runUntil(day());
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(emulator.count).toMatchObject({ total: 5_001, refusals: 0 });
  expect(emulator.calls.length).toBeLessThanOrEqual(1_000);
  expect(emulator.transcript(chat)[0]).toMatchObject({ text: 'status 4999', edits: 5_000 });
});

test('waiting looks again at every call and act, and gives up in time', async () => {
  const { clock, emulator, call } = createRig();
  emulator.person({ id: 1 }).privateChat();
  const found = emulator.until(() => emulator.transcript(1).find((one) => one.text === 'done'));
  await call('sendMessage', { chat_id: 1, text: 'working' });
  await call('sendMessage', { chat_id: 1, text: 'done' });
  expect(await found).toMatchObject({ text: 'done' });
  expect(clock.pending).toBe(0);
  const never = emulator.until(() => emulator.count.refusals > 0, { timeoutMs: 500 });
  await expect(clock.runUntil(never)).rejects.toThrow(/within 500 ms/);
  expect(clock.monotonic()).toBe(500);
  const stop = new AbortController();
  const aborted = emulator.until(() => false, { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
});
