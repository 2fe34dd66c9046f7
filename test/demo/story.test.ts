import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';

const cli = join(import.meta.dirname, '../../src/cli.ts');

test('the demo holds in all its chapters and leaves nothing behind', {
  timeout: 90_000,
}, async () => {
  const temporary = mkdtempSync('/tmp/pdxt-');
  const demo = spawn(process.execPath, [cli, 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, TMPDIR: temporary },
  });
  onTestFinished(() => void demo.kill('SIGTERM'));
  let said = '';
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(demo, 'close')) as [number | null];
  expect(code, said).toBe(0);
  expect(said).toMatch(/✓ All held: 6 chapters in \d+\.\d s\./);
  expect(said).not.toContain('\u001b');
  expect(readdirSync(temporary)).toEqual([]);
  rmdirSync(temporary);
});
