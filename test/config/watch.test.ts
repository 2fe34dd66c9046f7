import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAbort } from '../../src/base/abort.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import type { Config } from '../../src/config/config.ts';
import { watchConfig } from '../../src/config/watch.ts';
import type { PocketdexError } from '../../src/model/error.ts';
import { minimal, setting, token } from './written.ts';

/** Watches a configuration; `advance` lets simulated time pass. */
function watching(toml: string) {
  const made = setting(toml);
  const clock = createSimClock();
  const changes: { config: Config; waiting: readonly string[] }[] = [];
  const refusals: PocketdexError[] = [];
  const stop = new AbortController();
  const ended = watchConfig(
    made.load(),
    {
      load: made.load,
      clock,
      onChange: (config, waiting) => void changes.push({ config, waiting }),
      onRefused: (error) => void refusals.push(error),
    },
    stop.signal,
  );
  ended.catch(() => undefined);
  onTestFinished(() => stop.abort());
  const owners = () => changes.map(({ config }) => [...config.access.owners]);
  const advance = (ms = 2_000) => clock.advance(ms);
  return { ...made, advance, changes, refusals, owners, stop, ended };
}

const withOwner = (id: number): string => `${minimal}[access]\nowners = [${id}]\n`;

test('an edit acts within 2 s, whether the file is written or replaced', async () => {
  const it = watching(minimal);
  it.write(withOwner(1));
  await it.advance();
  writeFileSync(`${it.file}.new`, withOwner(22), { mode: 0o600 });
  renameSync(`${it.file}.new`, it.file);
  await it.advance();
  expect(it.owners()).toEqual([[1], [22]]);
});

test('a bad edit keeps the old configuration and is told once, and the next good one acts', async () => {
  const it = watching(minimal);
  it.write(`${minimal}[acces]\n`);
  await it.advance(10_000);
  expect(it.changes).toEqual([]);
  expect(it.refusals.map(({ remedy }) => remedy)).toEqual(['Did you mean "access"?']);
  it.write(withOwner(3));
  await it.advance();
  expect(it.owners()).toEqual([[3]]);
});

test('a file that is away for a moment is no edit of its own', async () => {
  const it = watching(minimal);
  rmSync(it.file);
  await it.advance(550);
  it.write(withOwner(4));
  await it.advance();
  expect(it.refusals).toEqual([]);
  expect(it.owners()).toEqual([[4]]);
});

test('a file that stays away is told', async () => {
  const it = watching(minimal);
  rmSync(it.file);
  await it.advance();
  expect(it.refusals).toMatchObject([{ code: 'CONFIG_MISSING' }]);
});

test('a file that is still being written is not read in the middle', async () => {
  const it = watching(minimal);
  it.write(minimal);
  await it.advance(520);
  it.write(`${minimal}[access`);
  await it.advance(100);
  it.write(withOwner(5));
  await it.advance();
  expect(it.refusals).toEqual([]);
  expect(it.owners()).toEqual([[5]]);
});

test('a file that never keeps still is read all the same', async () => {
  const it = watching(minimal);
  for (let at = 1; at <= 20; at++) {
    it.write(withOwner(10 ** at));
    await it.advance(150);
    if (it.changes.length > 0) break;
  }
  expect(it.changes).not.toEqual([]);
});

test('an edit that changes nothing is silent', async () => {
  const it = watching(minimal);
  it.write(`# a comment\n${minimal}`);
  await it.advance();
  expect(it.changes).toEqual([]);
});

test('a new target of a link is an edit', async () => {
  const it = watching(minimal);
  writeFileSync(join(it.dir, 'other.toml'), withOwner(6), { mode: 0o600 });
  rmSync(it.file);
  symlinkSync('other.toml', it.file);
  await it.advance();
  expect(it.owners()).toEqual([[6]]);
});

test('a new token in its own file is an edit', async () => {
  const made = setting('[telegram]\nbot_token_file = "token"\n');
  const path = join(made.dir, 'token');
  writeFileSync(path, token, { mode: 0o600 });
  const clock = createSimClock();
  const stop = new AbortController();
  const tokens: string[] = [];
  const ended = watchConfig(
    made.load(),
    {
      load: made.load,
      clock,
      onChange: ({ telegram }) => void tokens.push(telegram.botToken),
      onRefused: (error) => void tokens.push(error.message),
    },
    stop.signal,
  );
  writeFileSync(path, '9:new');
  await clock.advance(2_000);
  stop.abort();
  await expect(ended).rejects.toSatisfy(isAbort);
  expect(tokens).toEqual(['9:new']);
});

test('keys that a connection was made with are said to wait for a restart', async () => {
  const it = watching(minimal);
  it.write(`${minimal}api_root = "http://127.0.0.1:1"\n[codex]\nhome = "/x"\nmodel = "m"\n`);
  await it.advance();
  expect(it.changes.map(({ waiting }) => waiting)).toEqual([['telegram.api_root', 'codex.home']]);
});

test('a mistake of ours in reading is not hidden', async () => {
  const made = setting(minimal);
  const clock = createSimClock();
  const load = (): never => {
    throw new TypeError('broken');
  };
  const ended = watchConfig(
    made.load(),
    { load, clock, onChange: () => undefined, onRefused: () => undefined },
    new AbortController().signal,
  );
  made.write(withOwner(1));
  await expect(clock.runUntil(ended)).rejects.toThrow('broken');
});
