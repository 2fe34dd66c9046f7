import { createHash } from 'node:crypto';
import type { ItemId, ThreadId, TurnId } from '../../../model/ids.ts';
import type { EngineRequest, Question, RequestAsk, RpcId } from '../../../model/request.ts';
import type {
  CommandExecutionRequestApprovalParams,
  McpServerElicitationRequestParams,
  ServerRequest,
  ToolRequestUserInputQuestion,
} from '../protocol/generated/protocol.ts';
import { unwrapShell } from './command-line.ts';
import type { Lineage } from './lineage.ts';

// Every subscriber gets every request and the first answer wins, so what is meant for the program of
// another client is left to it.
const notOurs: ReadonlySet<string> = new Set([
  'item/tool/call',
  'account/chatgptAuthTokens/refresh',
  'attestation/generate',
  'applyPatchApproval',
  'execCommandApproval',
]);

/** The record of a request for a person, or undefined when none can be shown. */
export function toRequest(
  request: ServerRequest,
  rpc: RpcId,
  lineage: Lineage,
): EngineRequest | undefined {
  if (notOurs.has(request.method)) return undefined;
  const params = placeIn(request.params);
  if (params.threadId === undefined || lineage.isHidden(params.threadId)) return undefined;
  const ask = askOf(request);
  const item = params.approvalId ?? params.itemId ?? fingerprint(request.params);
  // A sub-agent's question goes to the topic of its parent, whose turn has no such item.
  const isOwn = !lineage.isChild(params.threadId);
  return {
    rpc,
    key: [params.threadId, params.turnId ?? '', ask.type, item].join('/'),
    thread: lineage.ownerOf(params.threadId) as ThreadId,
    turn: isOwn ? (params.turnId as TurnId | undefined) : undefined,
    item: isOwn ? (params.itemId as ItemId | undefined) : undefined,
    ask,
  };
}

function askOf(request: ServerRequest): RequestAsk {
  if (request.method === 'item/commandExecution/requestApproval') return commandAsk(request.params);
  if (request.method === 'item/fileChange/requestApproval') {
    const { reason, grantRoot } = request.params;
    return { type: 'file-change', reason: reason ?? undefined, root: grantRoot ?? undefined };
  }
  if (request.method === 'item/tool/requestUserInput') {
    return { type: 'questions', questions: request.params.questions.map(toQuestion) };
  }
  return { type: 'other', method: request.method, summary: summaryOf(request) };
}

function summaryOf(request: ServerRequest): string {
  if (request.method === 'mcpServer/elicitation/request') return elicitationSummary(request.params);
  if (request.method !== 'item/permissions/requestApproval') {
    return cut(JSON.stringify(request.params));
  }
  const { reason, permissions } = request.params;
  return [reason, JSON.stringify(permissions)].filter(Boolean).join('\n');
}

const commandAsk = (params: CommandExecutionRequestApprovalParams): RequestAsk => ({
  type: 'command',
  command: unwrapShell(params.command ?? ''),
  cwd: params.cwd ?? '',
  reason: params.reason ?? undefined,
  network: params.networkApprovalContext?.host,
  rule: params.proposedExecpolicyAmendment ?? undefined,
});

const toQuestion = (question: ToolRequestUserInputQuestion): Question => ({
  id: question.id,
  header: question.header,
  text: question.question,
  options: question.options ?? [],
  free: question.isOther || question.options === null,
  secret: question.isSecret,
});

function elicitationSummary(params: McpServerElicitationRequestParams): string {
  const text = params.mode === 'openai/userVerification' ? params.title : params.message;
  const link = params.mode === 'url' ? `\n${params.url}` : '';
  return `${params.serverName}: ${text}${link}`;
}

const cut = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text);

// An elicitation has no id of its own that survives a server, so it is known by what it asks.
const fingerprint = (params: unknown): string =>
  createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 16);

interface Place {
  readonly threadId: string | undefined;
  readonly turnId: string | undefined;
  readonly itemId: string | undefined;
  readonly approvalId: string | undefined;
}

function placeIn(params: object): Place {
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(params, name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    threadId: text('threadId'),
    turnId: text('turnId'),
    itemId: text('itemId'),
    approvalId: text('approvalId'),
  };
}
