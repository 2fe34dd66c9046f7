import type { ClientId, ItemId } from '../../../model/ids.ts';
import type { Item, ItemStatus } from '../../../model/item.ts';
import type { ThreadItem, UserInput } from '../protocol/generated/protocol.ts';
import { unwrapShell } from './command-line.ts';
import { toFileChange } from './file-change.ts';

const outputTail = 8_000;

/**
 * One record for the live stream and for history. Kinds that are unknown here keep their name, and so does
 * one whose fields a newer server has changed: a page of history must not fail for one item.
 */
export function toItem(item: ThreadItem): Item {
  try {
    return translate(item);
  } catch {
    return { type: 'unknown', id: item.id as ItemId, name: item.type };
  }
}

function translate(item: ThreadItem): Item {
  const id = item.id as ItemId;
  switch (item.type) {
    case 'userMessage':
      return {
        type: 'user-message',
        id,
        clientId: (item.clientId as ClientId | null) ?? undefined,
        text: textOf(item.content),
        images: item.content.filter(({ type }) => type === 'image' || type === 'localImage').length,
      };
    case 'agentMessage':
      return {
        type: 'agent-message',
        id,
        text: item.text,
        phase: phaseOf(item),
        questions:
          item.questions?.map(({ title, options }) => ({ title, options: options ?? [] })) ?? [],
      };
    case 'reasoning':
      return { type: 'reasoning', id, summary: item.summary.join('\n\n') };
    case 'plan':
      return { type: 'plan', id, text: item.text };
    case 'commandExecution':
      return {
        type: 'command',
        id,
        command: unwrapShell(item.command),
        cwd: item.cwd,
        status: statusOf(item.status),
        exitCode: item.exitCode ?? undefined,
        output: (item.aggregatedOutput ?? '').slice(-outputTail),
        durationMs: item.durationMs ?? undefined,
      };
    case 'fileChange':
      return {
        type: 'file-change',
        id,
        changes: item.changes.map(toFileChange),
        status: statusOf(item.status),
      };
    case 'mcpToolCall':
      return tool(id, `${item.server}.${item.tool}`, item.status, item.durationMs);
    case 'dynamicToolCall':
      return tool(id, item.tool, item.status, item.durationMs);
    case 'webSearch':
      return { type: 'search', id, query: item.query };
    case 'collabAgentToolCall':
      return { type: 'agent', id, title: item.tool, status: statusOf(item.status) };
    case 'subAgentActivity':
      return { type: 'agent', id, title: item.agentPath, status: activity[item.kind] };
    case 'imageView':
      return { type: 'image', id, path: item.path };
    case 'imageGeneration':
      return { type: 'image', id, path: item.savedPath };
    case 'enteredReviewMode':
      return { type: 'review', id, entered: true, text: item.review };
    case 'exitedReviewMode':
      return { type: 'review', id, entered: false, text: item.review };
    case 'contextCompaction':
      return { type: 'compaction', id };
    case 'functionCallOutput':
    case 'hookPrompt':
    case 'sleep':
      break;
  }
  return { type: 'unknown', id, name: item.type };
}

type AgentMessage = Extract<ThreadItem, { type: 'agentMessage' }>;

// A question that does not block says `final_answer` in the middle of a turn (codex/README.md, section 5).
function phaseOf({ phase, delivery }: AgentMessage): 'commentary' | 'final' | 'unknown' {
  if (delivery === 'async' || phase === 'commentary') return 'commentary';
  return phase === 'final_answer' ? 'final' : 'unknown';
}

const tool = (id: ItemId, name: string, status: string, durationMs: number | null): Item => ({
  type: 'tool',
  id,
  name,
  status: statusOf(status),
  durationMs: durationMs ?? undefined,
});

const statuses: Readonly<Record<string, ItemStatus>> = {
  inProgress: 'running',
  completed: 'completed',
  failed: 'failed',
  declined: 'declined',
};

const statusOf = (status: string): ItemStatus => statuses[status] ?? 'failed';

const activity = {
  started: 'running',
  interacted: 'running',
  interrupted: 'failed',
  completed: 'completed',
} as const;

const textOf = (content: readonly UserInput[]): string =>
  content.flatMap((input) => (input.type === 'text' ? input.text : [])).join('\n');
