import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';

const cli = join(import.meta.dirname, '../../src/cli.ts');

// Only a real terminal has a screen; the test of the pipe covers the rest. It needs Debian's tmux.
test('in a terminal the chat is drawn above the input, and leaving gives the terminal back', {
  timeout: 60_000,
}, async () => {
  const name = `pdx-${process.pid}`;
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-L', name, ...args], { encoding: 'utf8' });
  onTestFinished(() => void spawnSync('tmux', ['-L', name, 'kill-server']));
  const sees = async (text: string | RegExp): Promise<void> => {
    const screen = (): string => tmux('capture-pane', '-p', '-t', 'demo');
    await expect.poll(screen, { timeout: 20_000, interval: 50 }).toMatch(text);
  };
  tmux('new-session', '-d', '-s', 'demo', '-x', '80', '-y', '40', 'sh');
  tmux(
    'send-keys',
    '-t',
    'demo',
    `${process.execPath} ${cli} demo --interactive; echo over $?`,
    'Enter',
  );
  await sees('You are Ann');
  tmux('send-keys', '-t', 'demo', 'ask me', 'Enter');
  await sees('1 SQLite');
  tmux('send-keys', '-t', 'demo', 'half a line');
  await sees(/› half a line\s*$/);
  await sees('waits for you');
  tmux('send-keys', '-t', 'demo', 'C-u');
  tmux('send-keys', '-t', 'demo', '1', 'Enter');
  await sees('(2 of 2)');
  tmux('send-keys', '-t', 'demo', '/quit', 'Enter');
  await sees(/^over 0$/m);
});
