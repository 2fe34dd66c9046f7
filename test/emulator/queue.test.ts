import { expect, test } from 'vitest';
import { createRig } from './rig.ts';

const lastId = (updates: readonly { update_id: number }[]): number =>
  updates.at(-1)?.update_id ?? 0;

test('an update comes again until an offset above it confirms it', async () => {
  const { emulator, poll, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  ann.says(chat, 'one');
  ann.says(chat, 'two');
  const first = await poll({ timeout: 5 });
  expect(await texts({ timeout: 5, limit: 1 })).toEqual(['one']);
  expect(await texts({ timeout: 5, offset: lastId(first) })).toEqual(['two']);
  expect(await poll({ timeout: 5, offset: lastId(first) + 1 })).toEqual([]);
  expect(emulator.pendingUpdates).toBe(0);
});

test('an offset more than ten beyond the tail is ignored and confirms nothing', async () => {
  const { emulator, texts, poll } = createRig();
  const ann = emulator.person({ id: 1 });
  ann.says(ann.privateChat(), 'still here');
  const [update] = await poll({ timeout: 5 });
  const tail = (update?.update_id ?? 0) + 1;
  expect(await texts({ timeout: 5, offset: tail + 11 })).toEqual(['still here']);
  expect(await texts({ timeout: 5, offset: tail + 10 })).toEqual([]);
});

test('after the ids jump back, the offset after the last id of the batch confirms the batch', async () => {
  const { emulator, poll, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  ann.says(chat, 'old numbering');
  emulator.faults.jumpUpdateIds(5);
  ann.says(chat, 'new numbering');
  const batch = await poll({ timeout: 5 });
  expect(lastId(batch)).toBe(5);
  expect(await texts({ timeout: 5, offset: 6 })).toEqual([]);
});

test('a negative offset drops all but the last updates', async () => {
  const { emulator, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  for (const word of ['a', 'b', 'c']) ann.says(chat, word);
  expect(await texts({ offset: -2 })).toEqual(['b', 'c']);
  expect(emulator.pendingUpdates).toBe(2);
});

test('messages expire after a day and presses after 150 s', async () => {
  const { clock, emulator, call } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  await call('sendMessage', {
    chat_id: 1,
    text: 'Run it?',
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] },
  });
  const [card] = emulator.transcript(chat);
  if (!card) throw new Error('no card');
  ann.says(chat, 'hello');
  const pressed = ann.presses(card, 'Yes');
  expect(emulator.pendingUpdates).toBe(2);
  await clock.advance(149_000);
  expect(emulator.pendingUpdates).toBe(2);
  await clock.advance(2_000);
  expect(emulator.pendingUpdates).toBe(1);
  await clock.advance(86_400_000);
  expect(emulator.pendingUpdates).toBe(0);
  expect(await pressed).toEqual({ type: 'none' });
});

test('a newer poll kills the one that waits with 409', async () => {
  const { clock, emulator, call } = createRig();
  const older = call('getUpdates', { timeout: 30 });
  await clock.drain();
  const newer = call('getUpdates', { timeout: 30 });
  expect(await older).toMatchObject({
    ok: false,
    error_code: 409,
    description: expect.stringContaining('terminated by other getUpdates request') as unknown,
  });
  expect(await clock.runUntil(newer)).toEqual({ ok: true, result: [] });
  expect(emulator.count.conflicts).toBe(1);
});

test('two pollers steal from each other without any 409 while there are updates', async () => {
  const { emulator, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  ann.says(ann.privateChat(), 'once');
  expect(await texts({ timeout: 30 })).toEqual(['once']);
  expect(await texts({ timeout: 30 })).toEqual(['once']);
  expect(emulator.count.conflicts).toBe(0);
});

test('a long poll ends with the first update, and after 50 s at the latest', async () => {
  const { clock, emulator, poll, call } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  await poll({ timeout: 500 });
  expect(clock.monotonic()).toBe(50_000);
  const waiting = call('getUpdates', { timeout: 50 });
  await clock.drain();
  ann.says(chat, 'now');
  expect(await waiting).toMatchObject({ result: [{ message: { text: 'now' } }] });
  expect(clock.monotonic()).toBe(50_000);
});

test('short polls that ask the same again are stretched to 3 s', async () => {
  const { clock, poll } = createRig();
  await poll({ timeout: 0 });
  expect(clock.monotonic()).toBe(0);
  await poll({ timeout: 0 });
  expect(clock.monotonic()).toBe(3_000);
});

test('allowed_updates acts when an update is made and stays until it is changed', async () => {
  const { clock, emulator, poll, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  const first = ann.says(chat, 'before');
  await poll({ timeout: 5, allowed_updates: ['edited_message'] });
  ann.says(chat, 'never seen');
  ann.edits(first, 'edited');
  await clock.advance(1_000);
  const later = await poll({ timeout: 5 });
  expect(later.map((update) => Object.keys(update)[1])).toEqual(['message', 'edited_message']);
  await poll({ timeout: 5, offset: lastId(later) + 1, allowed_updates: [] });
  ann.says(chat, 'seen again');
  expect(await texts({ timeout: 5 })).toEqual(['seen again']);
});

test('a response holds at most a hundred updates and 4 MiB', async () => {
  const { emulator, poll } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  for (let i = 0; i < 150; i++) ann.says(chat, `message ${i}`);
  const small = await poll({ timeout: 5, limit: 1_000 });
  expect(small).toHaveLength(100);
  await poll({ timeout: 5, offset: lastId(small) + 51, limit: 1 });
  for (let i = 0; i < 50; i++) ann.says(chat, 'x', { extra: { padding: 'y'.repeat(100_000) } });
  expect((await poll({ timeout: 5, offset: -50 })).length).toBeLessThan(43);
});

test('confirmed updates can be brought back, and pending ones put into another order', async () => {
  const { clock, emulator, poll, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  for (const word of ['a', 'b', 'c']) ann.says(chat, word);
  const batch = await poll({ timeout: 5 });
  const next = lastId(batch) + 1;
  await poll({ offset: next });
  emulator.faults.redeliver(2);
  await clock.advance(1_000);
  expect(await texts({ timeout: 5, offset: next })).toEqual(['b', 'c']);
  expect(await texts({ timeout: 5, offset: next })).toEqual([]);
  for (const word of ['d', 'e']) ann.says(chat, word);
  emulator.faults.reorder();
  await clock.advance(1_000);
  expect(await texts({ timeout: 5, offset: next })).toEqual(['e', 'd']);
});

test('polling is refused while a webhook is set, and setting one ends the poll', async () => {
  const { clock, call } = createRig();
  const polling = call('getUpdates', { timeout: 30 });
  await clock.drain();
  await call('setWebhook', { url: 'https://bot.example.org/hook' });
  expect(await polling).toMatchObject({ error_code: 409 });
  expect(await call('getUpdates')).toMatchObject({
    error_code: 409,
    description: expect.stringContaining(
      "can't use getUpdates method while webhook is active",
    ) as unknown,
  });
  expect(await call('getWebhookInfo')).toMatchObject({
    result: { url: 'https://bot.example.org/hook', pending_update_count: 0 },
  });
  await call('deleteWebhook');
  expect(await clock.runUntil(call('getUpdates', { timeout: 3 }))).toEqual({
    ok: true,
    result: [],
  });
});

test('polls in a burst that ask the same again get one update each', async () => {
  const { clock, emulator, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const chat = ann.privateChat();
  for (const word of ['a', 'b']) ann.says(chat, word);
  expect(await texts()).toEqual(['a', 'b']);
  expect(await texts()).toEqual(['a']);
  await clock.advance(500);
  expect(await texts()).toEqual(['a', 'b']);
});

test('an aborted poll leaves its updates for the next one', async () => {
  const { clock, emulator, call, texts } = createRig();
  const ann = emulator.person({ id: 1 });
  const stop = new AbortController();
  const polling = call('getUpdates', { timeout: 30 }, stop.signal);
  const ended = expect(polling).rejects.toMatchObject({ name: 'AbortError' });
  await clock.drain();
  stop.abort();
  await ended;
  expect(clock.pending).toBe(0);
  ann.says(ann.privateChat(), 'kept');
  expect(await texts({ timeout: 5 })).toEqual(['kept']);
});
