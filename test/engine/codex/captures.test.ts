import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLineage } from '../../../src/engine/codex/adapter/lineage.ts';
import { toEvent } from '../../../src/engine/codex/adapter/notification.ts';
import { toRequest } from '../../../src/engine/codex/adapter/request.ts';
import { parseMessage } from '../../../src/engine/codex/connection/message.ts';
import type { EngineEvent } from '../../../src/model/engine-event.ts';
import type { EngineRequest } from '../../../src/model/request.ts';

const dir = join(import.meta.dirname, '../../fixtures/codex');

/** What the adapter makes of a recorded connection. */
function replay(name: string): { events: EngineEvent[]; requests: EngineRequest[] } {
  const lineage = createLineage();
  const events: EngineEvent[] = [];
  const requests: EngineRequest[] = [];
  for (const line of readFileSync(join(dir, name), 'utf8').split('\n')) {
    if (line === '') continue;
    const { dir: way, ms, msg } = JSON.parse(line) as { dir: string; ms: number; msg: unknown };
    const message = parseMessage(msg);
    if (way !== '←') continue;
    if (message.type === 'request') {
      const request = toRequest(message.request, message.request.id, lineage);
      if (request) requests.push(request);
    }
    if (message.type !== 'notification') continue;
    const { notification } = message;
    if (notification.method === 'thread/started') lineage.meet(notification.params.thread);
    if (notification.method === 'item/started') {
      lineage.meetItem(notification.params.threadId, notification.params.item);
    }
    const event = toEvent(notification, lineage, ms);
    if (event) events.push(event);
  }
  return { events, requests };
}

const itemsOf = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.type === 'item-completed' ? event.item : []));

test.for(readdirSync(dir))('%s is told without a kind that is unknown', (name) => {
  const { events } = replay(name);
  expect(events.length).toBeGreaterThan(0);
  expect(itemsOf(events).filter(({ type }) => type === 'unknown')).toEqual([]);
});

test('a question that does not block is commentary with its options', () => {
  const message = itemsOf(replay('05b-question-async.jsonl').events).find(
    (item) => item.type === 'agent-message' && item.questions.length > 0,
  );
  expect(message).toMatchObject({
    phase: 'commentary',
    questions: [{ title: 'Which store?', options: ['SQLite', 'Postgres'] }],
  });
});

test('a review begins and ends under one turn id', () => {
  const { events } = replay('15-review.jsonl');
  const turns = new Set(
    events.flatMap((event) =>
      event.type === 'turn-started' || event.type === 'turn-ended' ? event.turn : [],
    ),
  );
  expect(turns.size).toBe(1);
  const reviews = itemsOf(events).filter((item) => item.type === 'review');
  expect(reviews.map(({ entered }) => entered)).toEqual([true, false]);
});

test("a sub-agent's approval goes to its parent, and its items to nobody", () => {
  const { events, requests } = replay('19-sub-agent.jsonl');
  const threads = new Set(
    events.flatMap((event) => (event.type === 'turn-started' ? event.thread : [])),
  );
  expect(threads.size).toBe(1);
  expect(requests).toMatchObject([{ thread: [...threads][0], ask: { type: 'command' } }]);
  expect(itemsOf(events).map(({ type }) => type)).not.toContain('command');
});

test('the approval of an MCP tool says which server asks', () => {
  const { requests } = replay('21-mcp-elicitation.jsonl');
  expect(requests[0]?.ask).toMatchObject({
    type: 'other',
    method: 'mcpServer/elicitation/request',
    summary: expect.stringContaining('demo') as string,
  });
});

test('limits keep only the windows that have numbers', () => {
  const { events } = replay('16-rate-limits-and-usage-limit.jsonl');
  const limits = events.filter((event) => event.type === 'limits');
  expect(limits.at(0)?.windows).toMatchObject([
    { id: 'codex/primary', usedPercent: 85, windowMinutes: 300, resetsAt: 1795245159000 },
    { id: 'codex/secondary', usedPercent: 40 },
  ]);
  expect(limits.at(-1)?.windows).toMatchObject([{ id: 'codex/primary', usedPercent: 100 }]);
  const end = events.findLast((event) => event.type === 'turn-ended');
  expect(end).toMatchObject({ outcome: 'failed', error: { kind: 'usage-limit' } });
});

test('a plan is an item of its own', () => {
  const plans = itemsOf(replay('13-plan-mode.jsonl').events).filter(({ type }) => type === 'plan');
  expect(plans.length).toBeGreaterThan(0);
});

test('of an ephemeral thread, as the terminal uses for titles, nothing is told', () => {
  const raw = readFileSync(join(dir, '11-fork.jsonl'), 'utf8');
  const pattern =
    /"thread\/started","params":\{"thread":\{"id":"([^"]+)"[^\n]*?"ephemeral":(true|false)/g;
  const threads = [...raw.matchAll(pattern)].map(([, id, ephemeral]) => ({ id, ephemeral }));
  const told = new Set(
    replay('11-fork.jsonl').events.flatMap((event) => ('thread' in event ? event.thread : [])),
  );
  const hidden = threads.filter(({ ephemeral }) => ephemeral === 'true').map(({ id }) => id);
  const shown = threads.filter(({ ephemeral }) => ephemeral === 'false').map(({ id }) => id);
  expect(hidden.length).toBeGreaterThan(0);
  expect([...told].filter((id) => hidden.includes(id))).toEqual([]);
  expect([...told]).toEqual(expect.arrayContaining(shown));
});
