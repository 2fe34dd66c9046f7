import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { Answer, TelegramApi } from '../../src/channel/telegram/api/api.ts';
import { createTelegramApi } from '../../src/channel/telegram/api/api.ts';
import { deadRoot, reply, serve } from './server.ts';

const token = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';

const ask = (api: TelegramApi, deadlineMs = 2_000, signal = new AbortController().signal) =>
  api.sending.ask('getMe', deadlineMs, (raw, stop) => raw.getMe(stop), signal);

const open = (apiRoot: string): TelegramApi =>
  createTelegramApi({ token, apiRoot, clock: systemClock });

async function answerOf(status: number, body: string, type: string): Promise<Answer<unknown>> {
  await using server = await serve((_, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
  using api = open(server.root);
  return await ask(api);
}

const failureOf = (answer: Answer<unknown>) => (answer.ok ? undefined : answer.failure);

test('an answer comes back as the result', async () => {
  await using server = await serve((_, response) => {
    reply(response, 200, { ok: true, result: { id: 7 } });
  });
  using api = open(server.root);
  expect(await ask(api)).toEqual({ ok: true, result: { id: 7 } });
});

test('a page of a proxy leaves the call unknown and keeps its status', async () => {
  const answer = await answerOf(502, '<html>Bad Gateway</html>', 'text/html');
  expect(failureOf(answer)).toMatchObject({ class: 'unknown', code: 502 });
});

test('JSON that is no Bot API answer leaves the call unknown', async () => {
  const answer = await answerOf(200, '{"status":"fine"}', 'application/json');
  expect(failureOf(answer)).toMatchObject({ class: 'unknown', code: 200 });
});

test("a proxy's 429 is a flood and its 413 a refusal", async () => {
  expect(failureOf(await answerOf(429, 'slow', 'text/plain'))).toMatchObject({
    class: 'flood',
    retryAfterMs: 5_000,
  });
  expect(failureOf(await answerOf(413, 'big', 'text/plain'))).toMatchObject({ class: 'refused' });
});

test('a refused connection is known not to have been sent', async () => {
  using api = open(await deadRoot());
  expect(failureOf(await ask(api))).toMatchObject({ class: 'not-sent' });
});

test('a connection cut after the request leaves it unknown', async () => {
  await using server = await serve((request) => request.socket.destroy());
  using api = open(server.root);
  expect(failureOf(await ask(api))).toMatchObject({ class: 'unknown' });
});

test('an answer cut in the middle leaves the call unknown', async () => {
  await using server = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"ok":true,');
    setImmediate(() => request.socket.destroy());
  });
  using api = open(server.root);
  expect(failureOf(await ask(api))).toMatchObject({ class: 'unknown' });
});

test('silence ends at the deadline and is told as such', async () => {
  await using server = await serve(() => undefined);
  using api = open(server.root);
  expect(failureOf(await ask(api, 50))).toMatchObject({ class: 'unknown', isTimeout: true });
});

test('an abort rejects with its own reason, before and during the call', async () => {
  await using server = await serve(() => undefined);
  using api = open(server.root);
  const early = AbortSignal.abort(new Error('early'));
  await expect(ask(api, 2_000, early)).rejects.toThrow('early');
  const stop = new AbortController();
  const call = ask(api, 2_000, stop.signal);
  setImmediate(() => stop.abort(new Error('late')));
  await expect(call).rejects.toThrow('late');
});

test('a reset ends the calls under way and lets new ones through', async () => {
  let calls = 0;
  await using server = await serve((_, response) => {
    calls += 1;
    if (calls > 1) reply(response, 200, { ok: true, result: {} });
  });
  using api = open(server.root);
  const first = ask(api);
  await expect.poll(() => calls).toBe(1);
  api.sending.reset();
  expect(failureOf(await first)).toMatchObject({ class: 'unknown' });
  expect(await ask(api)).toMatchObject({ ok: true });
});

test('idle connections can be given up while a call is under way on another', async () => {
  const ports: (number | undefined)[] = [];
  await using server = await serve((request, response) => {
    ports.push(request.socket.remotePort);
    setTimeout(() => reply(response, 200, { ok: true, result: {} }), ports.length === 3 ? 100 : 0);
  });
  using api = open(server.root);
  await Promise.all([ask(api), ask(api)]);
  const slow = ask(api);
  await expect.poll(() => ports.length).toBe(3);
  api.sending.dropIdle();
  const next = ask(api);
  expect([await slow, await next]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(ports.slice(0, 2)).toContain(ports[2]);
  expect(ports.slice(0, 3)).not.toContain(ports[3]);
});

test('after one connection died in silence no other idle one is trusted', async () => {
  const ports: (number | undefined)[] = [];
  let isSilent = false;
  await using server = await serve((request, response) => {
    ports.push(request.socket.remotePort);
    if (!isSilent) setTimeout(() => reply(response, 200, { ok: true, result: {} }), 20);
  });
  using api = open(server.root);
  await Promise.all([ask(api), ask(api), ask(api)]);
  isSilent = true;
  await ask(api, 50);
  isSilent = false;
  await Promise.all([ask(api), ask(api)]);
  const before = new Set(ports.slice(0, 3));
  expect(before.has(ports[3])).toBe(true);
  expect(ports.slice(4).some((port) => before.has(port))).toBe(false);
});

test('TLS that never shakes hands counts as not connected', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const fast = {
    ...systemClock,
    sleep: (ms: number, stop?: AbortSignal) => systemClock.sleep(ms / 100, stop),
  };
  using api = createTelegramApi({ token, apiRoot: `https://127.0.0.1:${port}`, clock: fast });
  expect(failureOf(await ask(api, 60_000))).toMatchObject({
    class: 'not-sent',
    description: 'connect timed out',
  });
  silent.close();
});

const answers: readonly (readonly [string, number, object, object])[] = [
  ['401', 401, { description: 'Unauthorized' }, { class: 'token' }],
  ['404 of a method without target', 404, { description: 'Not Found' }, { class: 'token' }],
  ['409', 409, { description: 'Conflict' }, { class: 'conflict' }],
  [
    '429',
    429,
    { description: 'Too Many Requests', parameters: { retry_after: 36 } },
    { class: 'flood', retryAfterMs: 36_000 },
  ],
  ['500', 500, { description: 'Internal Server Error' }, { class: 'unknown' }],
  ['400', 400, { description: 'Bad Request: x' }, { class: 'refused' }],
  [
    'a migration',
    400,
    { description: 'upgraded', parameters: { migrate_to_chat_id: -100 } },
    { class: 'migrated', migrateTo: -100 },
  ],
];

test.each(answers)('%s is classified', async (_, code, body, expected) => {
  await using server = await serve((_request, response) => {
    reply(response, code, { ok: false, error_code: code, ...body });
  });
  using api = open(server.root);
  expect(failureOf(await ask(api))).toMatchObject({ ...expected, method: 'getMe', code });
});

test('the token gets out by no failure, result or object of ours', async () => {
  await using echo = await serve((request, response) => {
    reply(response, 400, { ok: false, error_code: 400, description: `no ${request.url}` });
  });
  await using page = await serve((request, response) => {
    response.writeHead(502);
    response.end(request.url);
  });
  await using silent = await serve(() => undefined);
  await using cut = await serve((request) => request.socket.destroy());
  const roots = [
    echo.root,
    page.root,
    silent.root,
    cut.root,
    await deadRoot(),
    'http://no.invalid',
  ];
  for (const root of [...roots, 'https://127.0.0.1:1', 'ftp://nowhere']) {
    using api = open(root);
    const answer = await ask(api, 100);
    expect(answer.ok).toBe(false);
    for (const thing of [answer, api]) {
      const seen = inspect(thing, { depth: 20, showHidden: true, getters: true });
      expect(`${seen}${JSON.stringify(thing)}`).not.toContain('abcdefghijklmnop');
    }
  }
});

test('an injected fetch that throws the errors of other clients is classified by their codes', async () => {
  const failing = (cause: unknown) =>
    createTelegramApi({
      token,
      apiRoot: 'http://emulator',
      clock: systemClock,
      fetch: async () => {
        throw cause;
      },
    });
  const refused = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  const several = { errors: [{ code: 'ENETUNREACH' }] };
  const reset = new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  expect(failureOf(await ask(failing(refused)))).toMatchObject({ class: 'not-sent' });
  expect(failureOf(await ask(failing(several)))).toMatchObject({ class: 'not-sent' });
  expect(failureOf(await ask(failing(reset)))).toMatchObject({ class: 'unknown' });
  expect(failureOf(await ask(failing('odd')))).toMatchObject({ class: 'unknown' });
});

test('a fetch that ignores its abort does not hold the caller', async () => {
  const api = createTelegramApi({
    token,
    apiRoot: 'http://emulator',
    clock: systemClock,
    fetch: () => new Promise(() => undefined),
  });
  expect(failureOf(await ask(api, 20))).toMatchObject({ class: 'unknown', isTimeout: true });
});
