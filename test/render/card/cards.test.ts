import { expect, test } from 'vitest';
import type { CardBody, Notice, StatusView, Trouble } from '../../../src/model/card.ts';
import { renderCard } from '../../../src/render/card/render-card.ts';
import { renderToast } from '../../../src/render/card/toast.ts';
import { card } from './made.ts';

// 21 November 2026, a Saturday, 14:32 in UTC.
const now = Date.UTC(2026, 10, 21, 14, 32);
const draw = (body: CardBody) => renderCard(card(body), { now });
const screen = (body: CardBody): string[] => draw(body).content.text.text.split('\n');
const hasButtons = (body: CardBody): boolean => draw(body).content.buttons.length > 0;

test('the chooser asks where, and becomes where it went', () => {
  const chooser = { kind: 'chooser', excerpt: 'fix the login', chosen: undefined } as const;
  expect(screen(chooser)).toEqual(['Where should this go?', '“fix the login”']);
  expect(screen({ ...chooser, excerpt: '' })).toEqual(['Where should this go?']);
  expect(screen({ ...chooser, chosen: 'shop' })).toEqual(['✓ New in shop', '“fix the login”']);
  expect(screen({ ...chooser, chosen: '' })[0]).toBe('✓ New, without a project');
  expect([hasButtons(chooser), hasButtons({ ...chooser, chosen: 'shop' })]).toEqual([true, false]);
});

test('a queued message says its place and what became of it', () => {
  const at = (state: Extract<CardBody, { kind: 'queued' }>['state'], place = 2): CardBody => ({
    kind: 'queued',
    place,
    text: 'also the changelog',
    state,
    at: now,
  });
  const line = (body: CardBody): string => screen(body).join('\n');
  expect(line(at('waiting', 1))).toBe('? Next in the queue');
  expect([2, 3, 4, 11, 12, 13, 21, 22, 101].map((n) => line(at('waiting', n)))).toEqual(
    ['2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '101st'].map(
      (place) => `? ${place} in the queue`,
    ),
  );
  expect(line(at('asking', 21))).toBe('? 20 wait already. Queue this too?');
  expect(line(at('editing'))).toBe('✎ Reply to this message with the new text.');
  expect(line(at('edited'))).toBe('✎ now: “also the changelog”');
  expect(line(at('sent'))).toBe('✓ sent 14:32');
  expect(line(at('steered'))).toBe('✓ steered 14:32');
  expect(line(at('deleted'))).toBe('✗ deleted');
  expect(
    (['waiting', 'edited', 'sent', 'steered', 'deleted'] as const).map((s) => hasButtons(at(s))),
  ).toEqual([true, true, false, false, false]);
});

test('the queue lists what waits and counts the rest', () => {
  const entry = (place: number, editable = true) => ({ place, text: `message ${place}`, editable });
  expect(screen({ kind: 'queue', entries: [], paused: false })).toEqual(['Nothing waits.']);
  expect(screen({ kind: 'queue', entries: [entry(1), entry(2, false)], paused: true })).toEqual([
    '⏸ Paused · 2 messages waiting',
    '1 “message 1”',
    '2 “message 2” · from the desktop',
  ]);
  const many = Array.from({ length: 23 }, (_, i) => entry(i + 1));
  expect(screen({ kind: 'queue', entries: many, paused: false }).at(-1)).toBe('… and 3 more');
});

test('a stop says how long the turn ran, what runs on and what waits', () => {
  const stopped = {
    kind: 'stopped',
    elapsedMs: 72_000,
    waiting: 2,
    choice: undefined,
    still: ['npm run dev', ' '],
  } as const;
  expect(screen(stopped)).toEqual([
    '■ Stopped after 1:12',
    'Still running: npm run dev',
    '2 messages are waiting.',
  ]);
  const bare = { ...stopped, elapsedMs: undefined, still: [] } as const;
  expect(screen({ ...bare, waiting: 1 })).toEqual(['■ Stopped', 'One message is waiting.']);
  expect(screen({ ...bare, waiting: 0 })).toEqual(['■ Stopped']);
  expect(screen({ ...bare, choice: 'sent' })[1]).toBe('The waiting ones go out.');
  expect(screen({ ...bare, waiting: 1, choice: 'sent' })[1]).toBe('The waiting one was sent.');
  expect(screen({ ...bare, choice: 'kept' })[1]).toBe('The queue stays paused.');
  expect(screen({ ...stopped, elapsedMs: 3_723_000 })[0]).toBe('■ Stopped after 1:02:03');
});

test('trouble says what happened, what was kept and what comes next', () => {
  const told = (trouble: Trouble, waiting = 0): string[] =>
    screen({ kind: 'trouble', trouble, waiting, choice: undefined });
  expect(told({ type: 'engine-stopped', restarted: true }, 1)).toEqual([
    '⚠ Codex stopped in the middle of this turn',
    'Your message and what was done until then are kept.',
    'It is running again.',
    'One message waits behind it.',
  ]);
  expect(told({ type: 'engine-stopped', restarted: false }, 2).slice(2)).toEqual([
    'It is being started again.',
    '2 messages wait behind it.',
  ]);
  expect(told({ type: 'engine-away', reason: 'refused', back: false }).slice(0, 2)).toEqual([
    '⚠ Codex is out of reach',
    'refused',
  ]);
  expect(told({ type: 'engine-away', reason: 'refused', back: true }, 3)).toEqual([
    '✓ Codex is back',
  ]);
  expect(told({ type: 'turn-failed', kind: 'other', message: ' ' })).toEqual([
    '⚠ The turn failed',
    'What was done until then is kept.',
  ]);
  expect(told({ type: 'directory-gone', directory: '/home/me/shop' })).toEqual([
    '⚠ The directory is gone',
    '/home/me/shop',
    'Make it again, or choose another place.',
  ]);
  expect(told({ type: 'directory-gone', directory: '' })).toHaveLength(2);
  expect(told({ type: 'start-refused', message: 'no' })).toEqual([
    '⚠ Codex did not take the message',
    'no',
    'The message is kept.',
  ]);
});

test('a usage limit says when what waits goes out', () => {
  const limit = (waiting: number, resetsAt: number | undefined): string | undefined =>
    screen({
      kind: 'trouble',
      trouble: { type: 'usage-limit', resetsAt, message: '' },
      waiting,
      choice: undefined,
    })[1];
  const later = now + 98 * 60_000;
  expect(limit(2, later)).toBe('2 messages wait; they go out at 16:10 by themselves.');
  expect(limit(1, undefined)).toBe('One message waits; it goes out after the reset by itself.');
  expect(limit(0, now + 2 * 86_400_000)).toBe('New messages wait until Mon 14:32.');
  expect(limit(0, now + 20 * 86_400_000)).toBe('New messages wait until 11 Dec 14:32.');
  expect(limit(0, undefined)).toBe('What was done until then is kept.');
});

test('trouble makes a sound until somebody chose', () => {
  const trouble = {
    kind: 'trouble',
    trouble: { type: 'engine-stopped', restarted: true },
    waiting: 0,
  } as const;
  const open = draw({ ...trouble, choice: undefined });
  expect([open.loud, open.priority, open.content.buttons.length]).toEqual([true, 'final', 1]);
  const left = draw({ ...trouble, choice: 'left' });
  expect(left.loud).toBe(false);
  expect(left.content.buttons).toEqual([]);
  expect(left.content.text.text.split('\n')).toEqual([
    '■ Left as it is',
    'Codex stopped in the middle of this turn',
  ]);
  expect(screen({ ...trouble, choice: 'continued' })[0]).toBe('✓ Continued');
  const back: Trouble = { type: 'engine-away', reason: '', back: true };
  expect(draw({ kind: 'trouble', trouble: back, waiting: 0, choice: undefined }).loud).toBe(false);
});

test('turns from elsewhere are a folded line each', () => {
  const turns = [
    { at: now - 86_400_000, prompt: 'rename it', outcome: 'completed' },
    { at: now, prompt: '', outcome: 'failed' },
    { at: now, prompt: 'x', outcome: 'interrupted' },
  ] as const;
  const { content, loud } = draw({ kind: 'elsewhere', turns });
  expect(content.text.text.split('\n')).toEqual([
    '3 earlier turns from the desktop',
    '✓ Fri 14:32 rename it',
    '✗ 14:32 without words',
    '■ 14:32 x',
  ]);
  expect(content.text.entities).toEqual([
    { type: 'expandable_blockquote', offset: 33, length: 53 },
  ]);
  expect(loud).toBe(false);
  expect(screen({ kind: 'elsewhere', turns: [] })).toEqual(['0 earlier turns from the desktop']);
  const many = Array.from({ length: 43 }, () => turns[0]);
  expect(screen({ kind: 'elsewhere', turns: many })[1]).toBe('… 3 before them');
});

const status: StatusView = {
  title: 'auth flow',
  project: 'shop',
  directory: '/home/me/shop',
  turn: 'running',
  elapsedMs: 72_000,
  queued: 2,
  paused: false,
  model: 'gpt-5.3-codex',
  effort: 'high',
  approvalPolicy: 'on-request',
  sandbox: 'workspace-write',
  contextLeft: 61.7,
  engine: { connected: true, version: '0.169.0', shared: true },
  bridge: '1.2.0',
};

test('the status is all about the topic on one screen', () => {
  const lines = screen({ kind: 'status', status });
  expect(lines).toEqual([
    'shop · auth flow',
    'running 1:12 · 2 waiting',
    '/home/me/shop',
    'gpt-5.3-codex high · context 62 % left',
    'approvals on-request · workspace-write',
    'engine 0.169.0 shared · bridge 1.2.0',
  ]);
  expect(lines.every((line) => line.length <= 42)).toBe(true);
});

test('what is not known is left out of the status', () => {
  const bare: StatusView = {
    title: 'New topic',
    project: undefined,
    directory: undefined,
    turn: 'idle',
    elapsedMs: undefined,
    queued: 0,
    paused: true,
    model: undefined,
    effort: undefined,
    approvalPolicy: undefined,
    sandbox: undefined,
    contextLeft: undefined,
    engine: { connected: false, version: undefined, shared: false },
    bridge: '',
  };
  expect(screen({ kind: 'status', status: bare })).toEqual([
    'New topic',
    'idle · ⏸ queue paused',
    'not bound to a thread yet',
    '⚠ engine out of reach',
  ]);
  const engine = { connected: true, version: undefined, shared: false };
  const waits = { ...bare, turn: 'waiting', engine } as const;
  expect(screen({ kind: 'status', status: waits }).slice(1)).toEqual([
    'waits for you · ⏸ queue paused',
    'not bound to a thread yet',
    'engine private',
  ]);
});

test('help lists the commands so that they can be tapped', () => {
  expect(screen({ kind: 'help', commands: ['/new', 'stop', 'odd', 'Not one'] }).slice(1)).toEqual([
    '/new · start in a new topic',
    '/stop · stop the turn',
    '/odd',
    'Not one',
  ]);
});

test('the welcome says how to begin, with topics and without', () => {
  expect(screen({ kind: 'welcome', topics: true })).toHaveLength(3);
  expect(screen({ kind: 'welcome', topics: false })).toHaveLength(4);
});

test('every notice is one line of words', () => {
  const lines: [Notice, string][] = [
    [{ type: 'nothing-runs' }, 'Nothing runs here.'],
    [{ type: 'empty-text' }, 'There is no text in this message. Write what should be done.'],
    [
      { type: 'unsupported', what: 'a poll' },
      'I cannot take this along yet: a poll. Say it in words.',
    ],
    [
      { type: 'attachments-left', kinds: ['photo', 'voice'] },
      'The text went to Codex, without: photo, voice',
    ],
    [{ type: 'unknown-command', name: 'nwe', near: [] }, 'There is no command /nwe.'],
    [
      { type: 'unknown-command', name: 'nwe', near: ['new', '/stop', '!'] },
      'There is no command /nwe. Did you mean /new, /stop, /help?',
    ],
    [{ type: 'unknown-project', name: 'shp', known: [] }, 'There is no project shp.'],
    [
      { type: 'unknown-project', name: 'shp', known: ['shop', 'blog'] },
      'There is no project shp. There are: shop, blog',
    ],
    [{ type: 'not-allowed', name: 'stop' }, '✗ Your role does not allow this here.'],
    [
      { type: 'late-edit' },
      'This message has gone out already. The edit changes nothing; write it anew.',
    ],
    [{ type: 'steered' }, '✓ Added to the running turn.'],
    [{ type: 'steer-usage' }, 'Say what to add: /steer TEXT'],
    [{ type: 'new-topic', name: 'blog' }, '✓ New topic: blog'],
    [{ type: 'queue-empty' }, 'Nothing waits.'],
    [{ type: 'waits-for-first' }, '? Waits for the message before it to be given a place.'],
    [{ type: 'busy' }, '⚠ A turn runs here. Stop it first, or wait for its end.'],
    [{ type: 'bound', project: 'shop' }, '✓ This topic works in shop.'],
    [
      { type: 'was-paused', ms: 351_000 },
      'Telegram held everything back here for 6 minutes, because too much was sent. Nothing was lost.',
    ],
    [
      { type: 'was-paused', ms: 7_728_000 },
      'Telegram held everything back here for 2 hours, because too much was sent. Nothing was lost.',
    ],
    [
      { type: 'set-aside', updates: 2, messages: 1 },
      '⚠ 2 messages to me could not be handled. 1 message of mine could not be shown. The log says why.',
    ],
    [
      { type: 'set-aside', updates: 0, messages: 3 },
      '⚠ 3 messages of mine could not be shown. The log says why.',
    ],
    [
      { type: 'topic-replaced' },
      'The topic before this one is gone. The thread goes on here, and nothing was lost.',
    ],
  ];
  for (const [notice, line] of lines) {
    expect(screen({ kind: 'notice', notice })).toEqual([line]);
    expect(draw({ kind: 'notice', notice }).loud).toBe(false);
  }
});

test('toasts are short and plain', () => {
  expect(renderToast({ type: 'done' })).toBe('Done');
  expect(renderToast({ type: 'already', by: 'Ann' })).toBe('Already decided by Ann');
  expect(renderToast({ type: 'already', by: undefined })).toBe('Already decided');
  expect(renderToast({ type: 'already', by: 'x'.repeat(500) }).length).toBeLessThan(200);
  const rest = ['out-of-date', 'not-allowed', 'stopping', 'reply-now'] as const;
  expect(new Set(rest.map((type) => renderToast({ type }))).size).toBe(4);
});
