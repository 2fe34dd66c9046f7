import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/http/serve.ts';
import { createRig } from './rig.ts';

function rigWithChat() {
  const rig = createRig();
  const ann = rig.emulator.person({ id: 1 });
  const chat = ann.privateChat();
  const send = (text: string) => rig.call('sendMessage', { chat_id: chat.id, text });
  return { ...rig, ann, chat, send };
}

test('a rule hits the nth matching call, as often as it says', async () => {
  const { emulator, send, chat } = rigWithChat();
  const fault = { type: 'refuse', code: 400, description: 'Bad Request: ENTITY_BOUNDS_INVALID' };
  emulator.faults.add({
    method: 'SENDMESSAGE',
    chatId: chat.id,
    nth: 2,
    times: 2,
    fault: { ...fault, type: 'refuse' },
  });
  const answers = [];
  for (const word of ['a', 'b', 'c', 'd']) answers.push((await send(word)).ok);
  expect(answers).toEqual([true, false, false, true]);
  expect(emulator.count).toMatchObject({ faulted: 2, rejected: 0 });
});

test('rules can look at the parameters and be taken back', async () => {
  const { emulator, send } = rigWithChat();
  const takeBack = emulator.faults.add({
    where: (params) => params['text'] === 'bad',
    times: Number.POSITIVE_INFINITY,
    fault: { type: 'error', code: 500 },
  });
  expect((await send('good')).ok).toBe(true);
  expect(await send('bad')).toMatchObject({ error_code: 500 });
  takeBack();
  expect((await send('bad')).ok).toBe(true);
});

test('a reset before leaves nothing behind, a reset after leaves the message', async () => {
  const { emulator, send } = rigWithChat();
  emulator.faults.add({ fault: { type: 'reset', when: 'before' } });
  await expect(send('first')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  emulator.faults.add({ fault: { type: 'reset', when: 'after' } });
  await expect(send('second')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect([emulator.copies('first'), emulator.copies('second')]).toEqual([0, 1]);
  expect(emulator.calls.map((call) => call.answer)).toEqual([
    { ok: false, lost: 'reset' },
    { ok: false, lost: 'reset' },
  ]);
});

test('a gateway page is HTML with its status', async () => {
  const { emulator } = rigWithChat();
  emulator.faults.add({ fault: { type: 'page', code: 502 } });
  const response = await emulator.fetch(`http://x/bot${emulator.token}/getMe`);
  expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
  expect(await response.text()).toContain('<h1>502 Bad Gateway</h1>');
});

test('a call that is never answered ends only when the caller hangs up', async () => {
  const { clock, emulator, call, chat } = rigWithChat();
  emulator.faults.add({ fault: { type: 'never', when: 'after' } });
  const stop = new AbortController();
  const sending = call('sendMessage', { chat_id: chat.id, text: 'arrived' }, stop.signal);
  let isSettled = false;
  const settled = sending
    .catch(() => {})
    .finally(() => {
      isSettled = true;
    });
  await clock.advance(3_600_000);
  expect(isSettled).toBe(false);
  stop.abort();
  await settled;
  expect(emulator.copies('arrived')).toBe(1);
  expect(emulator.calls.at(-1)?.answer).toEqual({ ok: false, lost: 'hung-up' });
});

test('a slow answer takes the time it says', async () => {
  const { clock, emulator, send } = rigWithChat();
  emulator.faults.add({ fault: { type: 'slow', ms: 12_000, when: 'after' } });
  const sending = send('late answer');
  await clock.advance(11_999);
  expect(emulator.copies('late answer')).toBe(1);
  expect(emulator.calls.at(-1)?.answer).toBeUndefined();
  await clock.advance(1);
  expect((await sending).ok).toBe(true);
});

test('a stalled poll hears neither updates nor its timeout, and is not killed by the next one', async () => {
  const { clock, emulator, call, texts, ann, chat } = rigWithChat();
  let isSettled = false;
  const stop = new AbortController();
  const deaf = call('getUpdates', { timeout: 30 }, stop.signal)
    .catch(() => {})
    .finally(() => {
      isSettled = true;
    });
  await clock.drain();
  emulator.faults.stallPoll();
  ann.says(chat, 'hello?');
  await clock.advance(600_000);
  expect(isSettled).toBe(false);
  expect(await texts({ timeout: 30 })).toEqual(['hello?']);
  expect(isSettled).toBe(false);
  stop.abort();
  await deaf;
});

test('without a waiting poll the next one is stalled', async () => {
  const { clock, emulator, call, ann, chat } = rigWithChat();
  emulator.faults.stallPoll();
  ann.says(chat, 'hello?');
  const stop = new AbortController();
  const deaf = expect(call('getUpdates', {}, stop.signal)).rejects.toThrow();
  await clock.advance(100_000);
  stop.abort();
  await deaf;
  expect(emulator.pendingUpdates).toBe(1);
});

test('an outage breaks what waits and refuses connections until it is over', async () => {
  const { clock, emulator, call, send } = rigWithChat();
  emulator.faults.outage(60_000, 5_000);
  const polling = expect(call('getUpdates', { timeout: 50 })).rejects.toMatchObject({
    cause: { code: 'ECONNRESET' },
  });
  await clock.advance(5_000);
  await polling;
  await expect(send('lost')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await clock.advance(59_999);
  await expect(send('lost')).rejects.toThrow();
  await clock.advance(1);
  expect((await send('back')).ok).toBe(true);
  expect(emulator.copies('lost')).toBe(0);
});

test('during an outage nobody listens on the port, and afterwards the same port serves again', async () => {
  using emulator = createEmulator({ clock: systemClock });
  await using served = await serve(emulator);
  const url = `${served.url}/bot${emulator.token}/getMe`;
  emulator.faults.outage(150);
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  const end = Date.now() + 5_000;
  const asked = async () => (await fetch(url).catch(() => undefined))?.status;
  let status = await asked();
  while (status !== 200 && Date.now() < end) {
    await systemClock.sleep(20);
    status = await asked();
  }
  expect(status).toBe(200);
});

test('downloads are calls too, so that faults can hit them', async () => {
  const { emulator, ann, chat } = rigWithChat();
  const { file } = ann.sendsDocument(chat, { bytes: Buffer.from('abc') });
  const root = `http://x/file/bot${emulator.token}`;
  const path = 'documents/file_1.txt';
  expect(file?.size).toBe(3);
  emulator.faults.add({ method: 'file', fault: { type: 'error', code: 500 } });
  expect((await emulator.fetch(`${root}/${path}`)).status).toBe(500);
  expect(await (await emulator.fetch(`${root}/${path}`)).text()).toBe('abc');
  expect((await emulator.fetch(`${root}/documents/none`)).status).toBe(404);
  expect(emulator.count.byMethod).toEqual({ file: 3 });
});

test('a closed emulator keeps nobody waiting', async () => {
  const { clock, emulator, call } = rigWithChat();
  const polling = expect(call('getUpdates', { timeout: 50 })).rejects.toThrow();
  await clock.drain();
  emulator.close();
  await polling;
  expect(clock.pending).toBe(0);
});
