import { expect, test } from 'vitest';
import { createLog, silentLog } from '../../src/base/log.ts';
import { createRedactor } from '../../src/base/redact.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';

function setup(level: 'debug' | 'info' | 'warn' | 'error' = 'info') {
  const lines: string[] = [];
  const redactor = createRedactor();
  const write = (line: string): void => void lines.push(line);
  const log = createLog({ level, redactor, write, clock: createSimClock(0) });
  return { log, lines, redactor, records: () => lines.map((line) => JSON.parse(line) as unknown) };
}

test('a line is one JSON record with its level, time, message and fields', () => {
  const { log, lines, records } = setup();
  log.info('polling again', { afterMs: 40 });
  expect(lines[0]).toMatch(/\n$/);
  expect(records()).toEqual([
    { level: 'info', time: '1970-01-01T00:00:00.000Z', msg: 'polling again', afterMs: 40 },
  ]);
});

test('what lies below the level is not written, and the level can change', () => {
  const { log, records } = setup('warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  log.setLevel('debug');
  log.debug('e');
  expect(records()).toMatchObject([{ msg: 'c' }, { msg: 'd' }, { msg: 'e' }]);
});

test('an error is told without its cause', () => {
  const { log, lines, records } = setup();
  const cause = new Error('https://raw.example/hidden');
  log.error('failed', { error: Object.assign(new Error('no answer', { cause }), { code: 'E1' }) });
  expect(records()).toMatchObject([{ error: { name: 'Error', message: 'no answer', code: 'E1' } }]);
  expect(lines[0]).not.toContain('hidden');
});

test('something thrown that is no error is told as text', () => {
  const { log, records } = setup();
  log.warn('odd', { error: 'a string' });
  expect(records()).toMatchObject([{ error: 'a string' }]);
});

test('a secret in any field does not reach the line', () => {
  const { log, lines, redactor } = setup();
  redactor.learn(['correct-horse']);
  log.error('failed', { error: new Error('with correct-horse'), url: 'x/correct-horse' });
  expect(lines.join()).not.toContain('correct-horse');
});

test('the silent log takes everything and says nothing', () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    expect(silentLog[level]('x', { a: 1 })).toBeUndefined();
  }
});
