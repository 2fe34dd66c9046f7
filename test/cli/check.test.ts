import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CheckReport } from '../../src/app/check/report.ts';
import { bridgeHome } from './bridge.ts';
import { homeWith, run, start } from './cli.ts';

async function checked(home: string) {
  const { code, stdout } = await run(['--home', home, 'check', '--json']);
  const report = JSON.parse(stdout) as CheckReport;
  const of = (name: string) => report.checks.filter((check) => check.name === name);
  return { code, report, of, stdout };
}

test('a home in order passes: what is only worth knowing is a note', async () => {
  const { home, token } = await bridgeHome();
  const { code, report, of, stdout } = await checked(home);
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
  for (const name of ['configuration', 'token', 'topics', 'engine', 'directories']) {
    expect(of(name)).toMatchObject([{ level: 'ok', mend: '' }]);
  }
  for (const name of ['login', 'database', 'bridge']) {
    expect(of(name)).toMatchObject([{ level: 'note', ok: true }]);
  }
  expect(stdout).not.toContain(token);
});

test('a running bridge is asked, and keeps its store', async () => {
  const { home } = await bridgeHome();
  const bridge = start(['--home', home, 'run']);
  await bridge.until('pocketdex ready\n');
  const { code, of } = await checked(home);
  expect(code).toBe(0);
  expect(of('bridge')).toMatchObject([{ level: 'ok' }]);
  expect(of('bridge')[0]?.message).toMatch(/^It runs/);
  expect(of('database')).toMatchObject([{ level: 'ok' }]);
  expect(of('modes')).toMatchObject([{ level: 'ok' }]);
  bridge.child.kill('SIGTERM');
  expect((await bridge.ended).code).toBe(0);
});

test('a refused token, a missing program and a missing project are errors with their mends', async () => {
  const { home, config, write } = await bridgeHome({ token: '1:refused' });
  const engine = config.replace(/^command = .*$/m, 'command = "/nowhere/codex"');
  write(`${engine}[[projects]]\nname = "shop"\npath = "/nowhere"\n`);
  const { code, report, of } = await checked(home);
  expect({ code, ok: report.ok }).toEqual({ code: 1, ok: false });
  for (const name of ['token', 'engine', 'directories']) {
    expect(of(name)).toMatchObject([{ level: 'error', ok: false }]);
    expect(of(name)[0]?.mend).not.toBe('');
  }
});

test('state inside of a project and no one who may speak are warnings, not failures', async () => {
  const { home, config, write } = await bridgeHome();
  const alone = config.replace(/^owners = .*$/m, 'owners = []');
  write(`${alone}[[projects]]\nname = "all"\npath = "${join(home, '..')}"\n`);
  const { code, of } = await checked(home);
  expect(code).toBe(0);
  expect(of('configuration')).toMatchObject([{ level: 'warning', ok: true }]);
  // The program may lie in there too: a clone in the directory for temporary files.
  const [state, ...others] = of('directories');
  expect(state).toMatchObject({ level: 'warning' });
  expect(state?.message).toContain('The state of pocketdex lies inside the project all');
  expect(others.every(({ level }) => level === 'warning')).toBe(true);
});

test('a bot without topics is told how to get them', async () => {
  const { home, emulator } = await bridgeHome();
  emulator.setBotSettings({ topicsEnabled: false });
  const { of } = await checked(home);
  expect(of('topics')).toMatchObject([{ level: 'warning' }]);
});

test('Telegram out of reach is an error that names the address', async () => {
  const { home } = await bridgeHome({ root: 'http://127.0.0.1:9' });
  const { code, of } = await checked(home);
  expect(code).toBe(1);
  expect(of('token')[0]?.message).toContain('http://127.0.0.1:9');
});

test('without a configuration the rest is still looked at, in words with -check', async () => {
  const { code, stdout } = await run(['--home', homeWith(), '-check']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^✗ configuration: There is no configuration/m);
  expect(stdout).toMatch(/^· database: /m);
});
