import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askBridge } from '../../src/cli/control-client.ts';
import { bridgeHome } from './bridge.ts';
import { run, start } from './cli.ts';

/** Looks again until it holds; edits are promised to act within 2 s. */
async function within(ms: number, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`It did not hold within ${ms} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const logOf = (home: string): string => readFileSync(join(home, 'log/pocketdex.log'), 'utf8');

test('the bridge says when it is ready, follows edits, and ends with 0 on SIGTERM', async () => {
  const { home, config, write, token } = await bridgeHome();
  const bridge = start(['--home', home, 'run']);
  await bridge.until('pocketdex ready\n');

  write(`${config}model = "other"\nargs = ["x"]\n`);
  await within(2_000, () => logOf(home).includes('"waitsForRestart":["codex.args"]'));
  write(`${config}modle = "other"\n`);
  await within(2_000, () => logOf(home).includes('unknown key \\"modle'));

  const toldAt = performance.now();
  bridge.child.kill('SIGTERM');
  const { code, stdout, stderr } = await bridge.ended;
  expect(performance.now() - toldAt).toBeLessThan(5_000);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'pocketdex ready\n', stderr: '' });
  expect(logOf(home)).not.toContain(token);
});

test('what it writes is for its owner alone, and a second one is refused with 3', async () => {
  const { home } = await bridgeHome();
  const bridge = start(['--home', home]);
  await bridge.until('pocketdex ready\n');
  await within(2_000, () => existsSync(join(home, 'control.sock')));

  const second = await run(['--home', home, 'run']);
  expect(second.code).toBe(3);
  expect(second.stderr).toMatch(/^Another pocketdex is running/);

  const modes = ['', 'log'].flatMap((dir) =>
    readdirSync(join(home, dir)).map((name) => join(dir, name)),
  );
  const loose = modes.filter(
    (path) => path !== 'codex' && (statSync(join(home, path)).mode & 0o077) !== 0,
  );
  expect(loose).toEqual([]);
  expect(modes).toContain('control.sock');

  expect(await askBridge(join(home, 'control.sock'), 'status')).toMatchObject({
    engine: { connected: true },
  });
  expect(await askBridge(join(home, 'control.sock'), 'stop')).toEqual({ stopping: true });
  expect((await bridge.ended).code).toBe(0);
});

test('a refused token ends the start with 2, without showing it', async () => {
  const token = `987654321:${'Zz'.repeat(18)}`;
  const { home } = await bridgeHome({ token });
  const { code, stdout, stderr } = await run(['--home', home, 'run']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^Telegram refuses the bot token\.\n/);
  expect(stderr + logOf(home)).not.toContain(token);
});

test('while Telegram is out of reach it waits, is not ready, and can be stopped', async () => {
  const { home } = await bridgeHome({ root: 'http://127.0.0.1:9' });
  const bridge = start(['--home', home, 'run']);
  await within(10_000, () => existsSync(join(home, 'control.sock')));
  bridge.child.kill('SIGINT');
  const { code, stdout } = await bridge.ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
