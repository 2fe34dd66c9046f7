import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../../src/base/clock.ts';
import {
  createScriptedModel,
  type ScriptedModel,
} from '../../../src/demo/scripted-model/server.ts';
import { findCodex } from '../../../src/engine/codex/server/binary.ts';
import { serverEnvironment } from '../../../src/engine/codex/server/environment.ts';
import {
  connectTo,
  controlSocket,
  type ServerOptions,
  type ServerPlace,
} from '../../../src/engine/codex/server/server.ts';
import { type CodexHome, makeCodexHome, pinnedCodex } from '../../support/codex-home.ts';
import { killServersOf } from '../../support/codex-servers.ts';
import { openWireClient } from '../../support/wire-client.ts';

let model: ScriptedModel;
let home: CodexHome;

beforeAll(async () => {
  model = await createScriptedModel();
  home = makeCodexHome(model.url);
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await model.close();
});

const options = (place: ServerPlace, more: Partial<ServerOptions> = {}): ServerOptions => ({
  place,
  codexHome: home.path,
  command: pinnedCodex(),
  logFile: home.logFile,
  env: process.env,
  secrets: [],
  clock: systemClock,
  ...more,
});

test('where no server runs one is started, and the next client joins that one', async ({
  signal,
}) => {
  const connect = connectTo(options({ type: 'shared' }));
  const one = await openWireClient(await connect(signal), signal);
  const other = await openWireClient(await connect(signal), signal);
  const { thread } = await one.connection.request('thread/start', { cwd: home.project }, signal);
  const loaded = await other.connection.request('thread/loaded/list', {}, signal);
  expect(loaded.data).toContain(thread.id);
  one.close();
  other.close();
});

test('a server that died and left its socket is started again', async ({ signal }) => {
  const connect = connectTo(options({ type: 'shared' }));
  (await openWireClient(await connect(signal), signal)).close();
  // More than one where the server is just forking a command of its own.
  expect(killServersOf(home.path)).toBeGreaterThan(0);
  expect(statSync(controlSocket(home.path), { throwIfNoEntry: false })).toBeDefined();
  const back = await openWireClient(await connect(signal), signal);
  expect(back.connection.isOpen).toBe(true);
  back.close();
});

test('a private server works, and may not write a thread of the shared one', async ({ signal }) => {
  const shared = await openWireClient(await connectTo(options({ type: 'shared' }))(signal), signal);
  const { thread } = await shared.connection.request('thread/start', { cwd: home.project }, signal);
  const params = {
    threadId: thread.id,
    input: [{ type: 'text' as const, text: 'hi', text_elements: [] }],
  };
  await shared.connection.request('turn/start', params, signal);
  await shared.until(({ method }) => method === 'turn/completed', 'the end of the turn');
  const own = await openWireClient(await connectTo(options({ type: 'private' }))(signal), signal);
  const taken = own.connection.request('thread/resume', { threadId: thread.id }, signal);
  await expect(taken).rejects.toThrow('already has an active writer');
  own.close();
  shared.close();
});

test('a server at an address wants the token of the file', async ({ signal }) => {
  const tokenFile = join(home.project, 'token');
  writeFileSync(tokenFile, 'right\n', { mode: 0o600 });
  const server = new WebSocketServer({
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) =>
      req.headers.authorization === 'Bearer right',
  });
  const { port } = server.address() as { port: number };
  const url = `ws://127.0.0.1:${port}`;
  const welcome = await connectTo(options({ type: 'address', url, tokenFile }))(signal);
  welcome.start({ message: () => {}, closed: () => {} });
  welcome.close();
  const refused = connectTo(options({ type: 'address', url, tokenFile: undefined }))(signal);
  await expect(refused).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  server.close();
});

test('without Codex the error names the command that installs it', async ({ signal }) => {
  const empty = mkdtempSync(join(tmpdir(), 'pd-none-'));
  const connect = connectTo(
    options({ type: 'shared' }, { codexHome: empty, command: 'codex', env: { PATH: empty } }),
  );
  await expect(connect(signal)).rejects.toMatchObject({
    code: 'ENGINE_NOT_FOUND',
    remedy: expect.stringContaining('npm install -g @openai/codex') as string,
  });
  rmSync(empty, { recursive: true });
});

test('a server that ends at its start is told with its log', async ({ signal }) => {
  const broken = mkdtempSync('/tmp/pdx-');
  mkdirSync(join(broken, 'h'));
  const program = join(broken, 'codex');
  writeFileSync(program, '#!/bin/sh\necho no good >&2\nexit 3\n', { mode: 0o755 });
  const logFile = join(broken, 'log');
  const connect = connectTo(
    options({ type: 'shared' }, { codexHome: join(broken, 'h'), command: program, logFile }),
  );
  await expect(connect(signal)).rejects.toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    remedy: expect.stringContaining(logFile) as string,
  });
  expect(readFileSync(logFile, 'utf8')).toBe('no good\n');
  rmSync(broken, { recursive: true });
});

test('a server that we start gets the environment of the user without what is ours', () => {
  const env = serverEnvironment(
    {
      PATH: '/bin',
      OPENAI_API_KEY: 'sk-theirs',
      POCKETDEX_HOME: '/x',
      TELEGRAM_BOT_TOKEN: '1:a',
      NODE_OPTIONS: '--inspect',
      COPY_OF_TOKEN: '123:secret',
    },
    '/home/me/.codex',
    ['123:secret'],
  );
  expect(env).toEqual({ PATH: '/bin', OPENAI_API_KEY: 'sk-theirs', CODEX_HOME: '/home/me/.codex' });
});

test("npm's script is looked through, so that no Node process stays beside the server", () => {
  const script = join(import.meta.dirname, '../../../node_modules/@openai/codex/bin/codex.js');
  const found = findCodex(script);
  expect(found).toBe(pinnedCodex());
  expect(readFileSync(found ?? '').subarray(0, 4)).toEqual(Buffer.from('\x7fELF'));
  expect(findCodex('codex', '/nowhere')).toBeUndefined();
});
