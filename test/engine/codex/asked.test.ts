import { expect, test } from 'vitest';
import { createLineage } from '../../../src/engine/codex/adapter/lineage.ts';
import { toRequest } from '../../../src/engine/codex/adapter/request.ts';
import { toTurnError } from '../../../src/engine/codex/adapter/turn.ts';
import type {
  CodexErrorInfo,
  ServerRequest,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';

const place = { threadId: 't', turnId: 'u', itemId: 'i' };
const ask = (method: string, params: object) =>
  toRequest({ id: 1, method, params } as unknown as ServerRequest, '1:1', createLineage());

test('a command that says nothing but itself is asked all the same', () => {
  const bare = { ...place, command: null, cwd: null, reason: null };
  expect(ask('item/commandExecution/requestApproval', bare)?.ask).toEqual({
    ...{ type: 'command', command: '', cwd: '' },
    ...{ reason: undefined, network: undefined, rule: undefined },
  });
});

test('a command tells its network and the rule that it proposes', () => {
  const params = {
    ...{ ...place, command: 'npm ci', cwd: '/shop', reason: 'stale' },
    networkApprovalContext: { host: 'registry.example' },
    proposedExecpolicyAmendment: ['npm', 'ci'],
  };
  expect(ask('item/commandExecution/requestApproval', params)?.ask).toMatchObject({
    ...{ network: 'registry.example', rule: ['npm', 'ci'], reason: 'stale' },
  });
});

test('a file change tells why and where it wants to write', () => {
  const params = { ...place, reason: 'outside', grantRoot: '/srv' };
  expect(ask('item/fileChange/requestApproval', params)?.ask).toEqual({
    ...{ type: 'file-change', reason: 'outside', root: '/srv' },
  });
});

test('a question without options is answered in words', () => {
  const question = { id: 'q', header: 'h', question: 'Why?', isOther: false, isSecret: true };
  const params = { ...place, questions: [{ ...question, options: null }] };
  expect(ask('item/tool/requestUserInput', params)?.ask).toMatchObject({
    questions: [{ free: true, secret: true, options: [] }],
  });
});

test.for([
  [{ mode: 'form', message: 'Your name?' }, 'hub: Your name?'],
  [
    { mode: 'url', message: 'Sign in', url: 'https://hub.example' },
    'hub: Sign in\nhttps://hub.example',
  ],
  [{ mode: 'openai/userVerification', title: 'Is it you?' }, 'hub: Is it you?'],
] as const)('an elicitation is told in a line: %o', ([params, summary]) => {
  const asked = ask('mcpServer/elicitation/request', { ...place, serverName: 'hub', ...params });
  expect(asked?.ask).toMatchObject({ type: 'other', summary });
});

test('permissions are told with their reason, and a kind that nobody knows by its fields', () => {
  const permissions = { network: { enabled: true }, fileSystem: null };
  const wanted = ask('item/permissions/requestApproval', { ...place, reason: 'npm', permissions });
  expect(wanted?.ask).toMatchObject({
    summary: expect.stringMatching(/^npm\n.*enabled/) as string,
  });
  const long = ask('item/dream/requestApproval', { ...place, dream: 'z'.repeat(2000) });
  expect(long?.ask).toMatchObject({ summary: expect.stringMatching(/…$/) as string });
});

test('what is meant for another client, or names no thread, is no question for a person', () => {
  expect(ask('item/tool/call', place)).toBeUndefined();
  expect(ask('item/commandExecution/requestApproval', {})).toBeUndefined();
});

test('without an item of its own a request is known by what it asks', () => {
  const params = { threadId: 't', serverName: 'hub', mode: 'form', message: 'Your name?' };
  const first = ask('mcpServer/elicitation/request', params);
  expect(ask('mcpServer/elicitation/request', params)?.key).toBe(first?.key);
  const other = ask('mcpServer/elicitation/request', { ...params, message: 'Your age?' });
  expect(other?.key).not.toBe(first?.key);
});

test.for<[CodexErrorInfo | null, string]>([
  [null, 'other'],
  ['usageLimitExceeded', 'usage-limit'],
  ['contextWindowExceeded', 'context-full'],
  ['serverOverloaded', 'overloaded'],
  ['unauthorized', 'login'],
  ['badRequest', 'other'],
  [{ httpConnectionFailed: { httpStatusCode: 401 } }, 'login'],
  [{ httpConnectionFailed: { httpStatusCode: 502 } }, 'network'],
  [{ responseTooManyFailedAttempts: { httpStatusCode: 429 } }, 'other'],
])('a failed turn has a class of its own: %o', ([info, kind]) => {
  const error = { message: 'm', codexErrorInfo: info, additionalDetails: null, misalignment: null };
  expect(toTurnError(error).kind).toBe(kind);
});
