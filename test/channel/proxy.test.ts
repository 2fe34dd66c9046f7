import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createTelegramApi, type TelegramApi } from '../../src/channel/telegram/api/api.ts';
import { httpProxy, socksProxy, type TestProxy } from './proxies.ts';
import { deadRoot, reply, serve } from './server.ts';

const token = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const secret = 'n%40me:p%40ssw0rd';
const wants = 'n@me:p@ssw0rd';
const pem = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

/** Telegram, as far as a proxy is concerned: over TLS, under a name that only the proxy can find. */
const telegram = createServer({ key: pem('key'), cert: pem('cert') }, (_request, response) =>
  reply(response, 200, { ok: true, result: { id: 7 } }),
);
let root = '';

beforeAll(async () => {
  setDefaultCACertificates([pem('cert')]);
  await new Promise<void>((resolve) => telegram.listen(0, '127.0.0.1', resolve));
  root = `https://telegram.test:${(telegram.address() as AddressInfo).port}`;
});
afterAll(() => {
  telegram.closeAllConnections();
  telegram.close();
});

const open = (proxy: string, apiRoot = root, clock = systemClock): TelegramApi =>
  createTelegramApi({ token, apiRoot, proxy, clock });

const ask = (api: TelegramApi, deadlineMs = 5_000) =>
  api.sending.ask(
    'getMe',
    deadlineMs,
    (raw, stop) => raw.getMe(stop),
    new AbortController().signal,
  );

const kinds: readonly (readonly [string, string, typeof httpProxy])[] = [
  ['HTTP', 'http', httpProxy],
  ['SOCKS', 'socks', socksProxy],
  ['SOCKS5', 'socks5', socksProxy],
  ['SOCKS5 (h)', 'socks5h', socksProxy],
];

test.each(kinds)(
  'calls over TLS go through one %s tunnel, under the name of the target',
  async (_, scheme, make) => {
    await using proxy = await make();
    using api = open(`${scheme}://127.0.0.1:${proxy.port}`);
    expect(await ask(api)).toEqual({ ok: true, result: { id: 7 } });
    expect(await ask(api)).toMatchObject({ ok: true });
    expect(proxy.targets).toEqual([root.replace('https://', '')]);
  },
);

test.each(kinds)('a plain target is reached through a %s tunnel too', async (_, scheme, make) => {
  await using proxy = await make();
  await using server = await serve((_request, response) =>
    reply(response, 200, { ok: true, result: {} }),
  );
  using api = open(`${scheme}://127.0.0.1:${proxy.port}`, server.root);
  expect(await ask(api)).toMatchObject({ ok: true });
  expect(proxy.targets).toEqual([server.root.replace('http://', '')]);
});

test.each(kinds)('a %s proxy gets name and password as they are meant', async (_, scheme, make) => {
  await using proxy = await make({ wants });
  using api = open(`${scheme}://${secret}@127.0.0.1:${proxy.port}`);
  expect(await ask(api)).toMatchObject({ ok: true });
});

const trouble = async (
  proxy: string,
  apiRoot = root,
  clock = systemClock,
): Promise<Record<string, unknown>> => {
  using api = open(proxy, apiRoot, clock);
  const answer = await ask(api, 60_000);
  const told = `${inspect(answer, { depth: 20, showHidden: true })}${JSON.stringify(answer)}`;
  expect(told).not.toMatch(/p@ssw0rd|p%40ss|wrong-one|n@me|abcdefghij/);
  expect(answer.ok).toBe(false);
  return answer.ok ? {} : { ...answer.failure };
};

test('a proxy that refuses, is away or leads nowhere leaves the call not sent, and is told without its password', async () => {
  await using http = await httpProxy({ wants });
  await using socks = await socksProxy({ wants });
  const away = new URL(await deadRoot()).port;
  const wrong = 'n%40me:wrong-one';
  expect(await trouble(`http://${wrong}@127.0.0.1:${http.port}`)).toMatchObject({
    class: 'not-sent',
    description: 'no way through the proxy: it wants a name and a password',
  });
  const refused = await trouble(`socks5://${wrong}@127.0.0.1:${socks.port}`);
  expect(refused).toMatchObject({ class: 'not-sent' });
  expect(refused['description']).toMatch(/^no way through the proxy: Socks5 Auth/);
  for (const scheme of ['http', 'socks5']) {
    expect(await trouble(`${scheme}://${secret}@127.0.0.1:${away}`)).toMatchObject({
      class: 'not-sent',
      description: 'no way through the proxy: ECONNREFUSED',
    });
  }
  for (const [scheme, { port }] of [
    ['http', http],
    ['socks5', socks],
  ] as const) {
    const nowhere = `https://telegram.test:${away}`;
    expect(await trouble(`${scheme}://${secret}@127.0.0.1:${port}`, nowhere)).toMatchObject({
      class: 'not-sent',
    });
  }
});

test('a proxy that says nothing is given up after the time for connecting, and its sockets end', async () => {
  const fast = {
    ...systemClock,
    sleep: (ms: number, stop?: AbortSignal) => systemClock.sleep(ms / 100, stop),
  };
  const silent: readonly (readonly [string, TestProxy])[] = [
    ['http', await httpProxy({ isSilent: true })],
    ['socks5', await socksProxy({ isSilent: true })],
  ];
  for (const [scheme, proxy] of silent) {
    await using _ = proxy;
    using api = open(`${scheme}://127.0.0.1:${proxy.port}`, root, fast);
    const answer = await ask(api, 60_000);
    expect(answer).toMatchObject({ failure: { class: 'not-sent' } });
    await expect.poll(() => proxy.open.size).toBe(0);
  }
});

test.each(kinds)(
  'a reset ends what goes through the %s proxy, and what is only begun',
  async (_, scheme, make) => {
    await using proxy = await make();
    await using deaf = await serve(() => undefined);
    const address = `${scheme}://127.0.0.1:${proxy.port}`;
    using api = open(address, deaf.root);
    const asked = ask(api, 60_000);
    await expect.poll(() => deaf.bodies.length).toBe(1);
    api.sending.reset();
    expect(await asked).toMatchObject({ failure: { class: 'unknown' } });
    await expect.poll(() => proxy.open.size).toBe(0);

    await using silent = await make({ isSilent: true });
    using waiting = open(`${scheme}://127.0.0.1:${silent.port}`);
    const begun = ask(waiting, 60_000);
    await expect.poll(() => silent.open.size).toBe(1);
    waiting.sending.reset();
    expect(await begun).toMatchObject({ failure: { class: 'not-sent' } });
    await expect.poll(() => silent.open.size).toBe(0);
  },
);

test('a certificate that nobody vouches for is refused through the tunnel as well', async () => {
  await using proxy = await httpProxy();
  const { port } = telegram.address() as AddressInfo;
  expect(
    await trouble(`http://127.0.0.1:${proxy.port}`, `https://other.test:${port}`),
  ).toMatchObject({ class: 'not-sent', description: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});
