import { expect, test } from 'vitest';
import type { CardBody, RequestOutcome } from '../../../src/model/card.ts';
import type { FileChange } from '../../../src/model/item.ts';
import type { RequestAsk } from '../../../src/model/request.ts';
import { renderCard } from '../../../src/render/card/render-card.ts';
import { button, card, request } from './made.ts';

// 21 November 2026, 14:32 in a zone two hours ahead of UTC.
const now = Date.UTC(2026, 10, 21, 12, 32);
const draw = (...args: Parameters<typeof request>) =>
  renderCard(request(...args), { now, timezoneOffset: 120 });
const screen = (...args: Parameters<typeof request>): string[] =>
  draw(...args).content.text.text.split('\n');

const command: Extract<RequestAsk, { type: 'command' }> = {
  type: 'command',
  command: 'rm -rf node_modules && npm ci',
  cwd: '/home/me/shop',
  reason: 'A stale lock file breaks the install.',
  network: 'registry.npmjs.org',
  rule: ['npm', 'ci'],
};
const change = (
  path: string,
  kind: FileChange['kind'],
  added: number,
  removed: number,
  diff = '',
) => ({
  path: `/home/me/shop/${path}`,
  kind,
  added,
  removed,
  diff,
});
const files: RequestAsk = { type: 'file-change', reason: undefined, root: undefined };

test('a command is asked about with what, where, why, and what always means', () => {
  const { content, loud, priority } = draw(command);
  expect(content.text.text.split('\n')).toEqual([
    '? Run a command',
    'rm -rf node_modules && npm ci',
    'in shop · needs the network: registry.npmjs.org',
    '“A stale lock file breaks the install.”',
    '“Always” is kept for every thread: npm ci …',
  ]);
  expect(content.text.entities.map(({ type }) => type)).toEqual(['pre', 'code', 'code']);
  expect({ loud, priority }).toEqual({ loud: true, priority: 'request' });
});

test('the place is the directory below the project, or the whole path without a project', () => {
  const bare = { ...command, reason: undefined, network: undefined, rule: undefined };
  expect(screen({ ...bare, cwd: '/home/me/shop/web' }).at(-1)).toBe('in shop · web');
  expect(screen(bare, { project: undefined }).at(-1)).toBe('in /home/me/shop');
  expect(screen({ ...bare, cwd: '' }).at(-1)).toBe('in shop');
  expect(screen({ ...bare, cwd: '' }, { project: undefined }).at(-1)).toBe('in …');
});

test('a command too long for the chat says that its middle is left out', () => {
  const lines = screen({ ...command, command: `start ${'x'.repeat(4_000)} end` });
  expect(lines[1]).toMatch(/^start x+…x+ end$/);
  expect(lines[2]).toBe('⚠ The middle is left out here.');
  expect(screen({ ...command, command: '' })[1]).toMatch(/^in shop/);
});

test('changes are asked about file by file, with the diff where it is short', () => {
  const changes = [
    change('src/a.ts', 'update', 12, 3, '@@ -1 +1 @@\n-a\n+b\n'),
    change('b.ts', 'add', 30, 0, '+new'),
    change('c.md', 'delete', 0, 0),
  ];
  const { content } = draw({ ...files, reason: 'To keep it.', root: '/etc' }, { changes });
  expect(content.text.text.split('\n')).toEqual([
    '? Change 3 files  +42 −3',
    'M src/a.ts +12 −3',
    'A b.ts +30',
    'D c.md',
    'in shop',
    '⚠ wants to write in /etc',
    '“To keep it.”',
    '@@ -1 +1 @@',
    '-a',
    '+b',
    '+new',
  ]);
  expect(content.text.entities.at(-2)?.type).toBe('expandable_blockquote');
  expect(content.text.entities.at(-1)).toMatchObject({ type: 'pre', language: 'diff' });
});

test('a long diff is counted, and many files are', () => {
  const long = [change('a.ts', 'update', 214, 0, '+x\n'.repeat(214))];
  expect(screen(files, { changes: long }).at(-1)).toBe('214 lines, too long for the chat');
  const wide = [change('a.ts', 'update', 1, 0, `+${'x'.repeat(2_000)}`)];
  expect(screen(files, { changes: wide }).at(-1)).toBe('1 line, too long for the chat');
  const many = Array.from({ length: 14 }, (_, i) => change(`f${i}.ts`, 'add', 1, 0));
  expect(screen(files, { changes: many })).toContain('and 2 more files');
  expect(screen(files)).toEqual(['? Change files', 'in shop']);
  expect(screen(files, { changes: [change(' ', 'add', 0, 0)] })[1]).toBe('A …');
});

const questions: RequestAsk = {
  type: 'questions',
  questions: [
    {
      id: 'db',
      header: 'Database',
      text: 'Which database should the tests use?',
      options: [
        { label: 'SQLite', description: 'fast, nothing to install' },
        { label: 'PostgreSQL', description: '' },
      ],
      free: true,
      secret: false,
    },
    { id: 'key', header: 'Key', text: '', options: [], free: true, secret: true },
  ],
};

test('a question is asked with what its options mean, one after the other in one message', () => {
  expect(screen(questions)).toEqual([
    '? Codex asks (1 of 2)',
    'Which database should the tests use?',
    '1 SQLite — fast, nothing to install',
    '2 PostgreSQL',
  ]);
  expect(screen(questions, { page: 1, answered: ['SQLite'], awaits: 'free' })).toEqual([
    '? Codex asks (2 of 2)',
    '✓ SQLite',
    'Key',
    '⚠ The answer is a secret. Better type it at the desktop.',
    '✎ Reply to this message with your answer.',
  ]);
  expect(screen({ type: 'questions', questions: [] })).toEqual(['? Codex asks']);
  const bare = { id: 'x', header: '', text: '', options: [], free: true, secret: false };
  expect(screen({ type: 'questions', questions: [bare] })).toEqual(['? Codex asks']);
});

test('secret answers are never shown, skipped ones are named', () => {
  const [plain, secret] = questions.questions;
  if (!plain || !secret) throw new Error('no questions');
  const swapped: RequestAsk = { type: 'questions', questions: [secret, plain] };
  expect(screen(swapped, { page: 1, answered: ['hunter2'] })[1]).toBe('✓ •••');
  const outcome: RequestOutcome = {
    type: 'answered',
    answers: ['hunter2', ''],
    by: 'Ann',
    at: now,
  };
  expect(screen(swapped, { outcome })[0]).toBe('✓ •••, skipped · Ann · 14:32');
  expect(screen(swapped, { outcome: { ...outcome, answers: [] } })[0]).toBe(
    '✓ skipped · Ann · 14:32',
  );
  expect(screen(swapped, { page: 1, answered: ['x', 'y'] })).not.toContain('✓ y');
});

test('a request of a new kind is shown by its name and fields', () => {
  expect(screen({ type: 'other', method: 'item/tool/call', summary: '{"a":1}' })).toEqual([
    '? Codex asks for something new',
    'item/tool/call',
    '{"a":1}',
  ]);
  expect(screen({ type: 'other', method: 'x', summary: '' })).toHaveLength(2);
});

test('a refusal that waits for its reason says what to do', () => {
  expect(screen(command, { awaits: 'because' }).at(-1)).toBe(
    '✎ Reply to this message: what should it do instead?',
  );
});

test('an outcome takes the place of the question, and its buttons are gone', () => {
  const ends: [RequestOutcome, string[]][] = [
    [
      { type: 'approved', decision: { type: 'once' }, by: 'Ann', at: now },
      ['✓ Approved once · Ann · 14:32'],
    ],
    [
      { type: 'approved', decision: { type: 'session' }, by: undefined, at: now },
      ['✓ Approved for this session at the desktop · 14:32'],
    ],
    [
      { type: 'approved', decision: { type: 'always', rule: ['npm', 'ci'] }, by: 'Ann', at: now },
      ['✓ Approved, always · Ann · 14:32', '“Always” is kept for every thread: npm ci …'],
    ],
    [
      { type: 'approved', decision: { type: 'no' }, by: 'Ann', at: now },
      ['✗ Declined · Ann · 14:32'],
    ],
    [
      { type: 'approved', decision: { type: 'stop' }, by: 'Ann', at: now },
      ['■ Turn stopped · Ann · 14:32'],
    ],
    [
      { type: 'declined', by: undefined, because: undefined, at: now },
      ['✗ Declined at the desktop · 14:32'],
    ],
    [
      { type: 'declined', by: 'Ann', because: 'use yarn', at: now },
      ['✗ Declined · Ann · 14:32', '“use yarn”'],
    ],
    [{ type: 'answered', answers: ['SQLite'], by: 'Ann', at: now }, ['✓ SQLite · Ann · 14:32']],
    [{ type: 'deciding', by: 'Ann', at: now }, ['› Sending the answer · Ann · 14:32']],
    [{ type: 'lapsed', why: 'turn-ended', at: now }, ['■ Out of date: the turn ended · 14:32']],
    [
      { type: 'lapsed', why: 'not-resent', at: now },
      ['■ Out of date: Codex no longer asks · 14:32'],
    ],
  ];
  for (const [outcome, expected] of ends) {
    const { content, loud } = draw(command, { outcome });
    const lines = content.text.text.split('\n');
    expect(lines).toEqual([...expected, 'rm -rf node_modules && npm ci']);
    expect(content.text.entities.map(({ type }) => type)).toContain('expandable_blockquote');
    expect(content.buttons).toEqual([]);
    expect(loud).toBe(false);
  }
});

test('what was asked is kept under its outcome, folded', () => {
  const outcome: RequestOutcome = { type: 'lapsed', why: 'turn-ended', at: now };
  const kept = (
    ask: RequestAsk,
    over: Partial<Extract<CardBody, { kind: 'request' }>> = {},
  ): string[] => screen(ask, { ...over, outcome }).slice(1);
  expect(kept(files, { changes: [change('a.ts', 'add', 1, 0)] })).toEqual(['A a.ts +1']);
  expect(kept(files)).toEqual([]);
  expect(kept(questions)).toEqual(['Which database should the tests use?', 'Key']);
  expect(kept({ type: 'questions', questions: [] })).toEqual([]);
  expect(kept({ type: 'other', method: 'x/y', summary: 'z' })).toEqual(['x/y']);
  expect(kept({ ...command, command: ' ' })).toEqual([]);
});

test('buttons say their verb and what they are about', () => {
  const body = request(command).body;
  const { content } = renderCard(
    card(body, [
      [button('once'), button('session')],
      [button('always', 'npm ci')],
      [button('option', `long ${'x'.repeat(80)}`), button('option', ' ')],
      [button('new-in', 'shop'), button('stop')],
      [],
    ]),
    { now },
  );
  expect(content.buttons.map((row) => row.map(({ label }) => label))).toEqual([
    ['Once', 'This session'],
    ['Always: npm ci'],
    [expect.stringMatching(/^long x{34}…$/), '…'],
    ['New in shop', '■ Stop the turn'],
  ]);
  expect(content.buttons.at(-1)?.at(-1)).toMatchObject({ style: 'danger', nonce: 'nonce-of-stop' });
});
