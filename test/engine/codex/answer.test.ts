import { expect, test } from 'vitest';
import { respondTo } from '../../../src/engine/codex/adapter/answer.ts';
import { openConnection } from '../../../src/engine/codex/connection/connection.ts';
import type { ServerRequest } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { memoryTransports } from '../../../src/engine/codex/transport/memory.ts';
import type { Decision, RequestAnswer } from '../../../src/model/request.ts';

/** What reaches the wire when a person answers a request of this method. */
async function sent(method: string, answer: RequestAnswer, params: object = {}): Promise<unknown> {
  const [ours, theirs] = memoryTransports();
  const heard: unknown[] = [];
  theirs.start({ message: (message) => heard.push(message), closed: () => {} });
  const handlers = { notification: () => {}, request: () => {}, lost: () => {} };
  const connection = openConnection(ours, handlers);
  respondTo({ id: 7, method, params } as unknown as ServerRequest, answer, connection);
  await expect.poll(() => heard.length).toBe(1);
  const [{ result, error }] = heard as [{ result?: unknown; error?: unknown }];
  return error ?? result;
}

const decided = (decision: Decision): RequestAnswer => ({ type: 'decision', decision });
const refuse: RequestAnswer = { type: 'refuse' };
const words: RequestAnswer = { type: 'answers', answers: { q: ['SQLite', 'fast'] } };

test.for<[Decision, unknown]>([
  [{ type: 'once' }, 'accept'],
  [{ type: 'session' }, 'acceptForSession'],
  [
    { type: 'always', rule: ['npm', 'ci'] },
    { acceptWithExecpolicyAmendment: { execpolicy_amendment: ['npm', 'ci'] } },
  ],
  [{ type: 'no' }, 'decline'],
  [{ type: 'stop' }, 'cancel'],
])('a command is answered with what was chosen: %o', async ([decision, expected]) => {
  const method = 'item/commandExecution/requestApproval';
  expect(await sent(method, decided(decision))).toEqual({ decision: expected });
});

test('a file change knows no “always”: this session is the longest', async () => {
  const method = 'item/fileChange/requestApproval';
  const always = decided({ type: 'always', rule: [] });
  expect(await sent(method, always)).toEqual({ decision: 'acceptForSession' });
  expect(await sent(method, refuse)).toEqual({ decision: 'decline' });
});

test('questions are answered in words, and refused with no answer at all', async () => {
  const method = 'item/tool/requestUserInput';
  expect(await sent(method, words)).toEqual({ answers: { q: { answers: ['SQLite', 'fast'] } } });
  expect(await sent(method, refuse)).toEqual({ answers: {} });
});

test.for<[RequestAnswer, unknown]>([
  [refuse, { action: 'decline', content: null, _meta: null }],
  [decided({ type: 'stop' }), { action: 'cancel', content: null, _meta: null }],
  [decided({ type: 'once' }), { action: 'accept', content: {}, _meta: null }],
  [decided({ type: 'session' }), { action: 'accept', content: {}, _meta: { persist: 'session' } }],
  [
    decided({ type: 'always', rule: [] }),
    { action: 'accept', content: {}, _meta: { persist: 'always' } },
  ],
  [words, { action: 'accept', content: { q: 'SQLite\nfast' }, _meta: null }],
])('an elicitation of an MCP server is answered in its form: %o', async ([answer, expected]) => {
  expect(await sent('mcpServer/elicitation/request', answer)).toEqual(expected);
});

test('of permissions only what was asked for is granted, and nothing with a no', async () => {
  const method = 'item/permissions/requestApproval';
  const network = { enabled: true };
  const fileSystem = { write: ['/srv'] };
  const all = { permissions: { network, fileSystem } };
  const some = { permissions: { network: null, fileSystem } };
  const once = decided({ type: 'once' });
  const session = decided({ type: 'session' });
  expect(await sent(method, once, all)).toEqual({
    ...{ permissions: { network, fileSystem }, scope: 'turn' },
  });
  expect(await sent(method, session, some)).toEqual({
    ...{ permissions: { fileSystem }, scope: 'session' },
  });
  const none = { permissions: { network, fileSystem: null } };
  expect(await sent(method, refuse, none)).toEqual({ permissions: {}, scope: 'turn' });
});

test('a kind that nobody knows gets an error, which the engine takes for a no', async () => {
  expect(await sent('item/dream/requestApproval', refuse)).toEqual({
    ...{ code: -32601, message: 'Declined.' },
  });
});
