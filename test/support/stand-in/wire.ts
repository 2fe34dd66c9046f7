import type {
  Thread,
  ThreadItem,
  ThreadResumeResponse,
  ThreadStartResponse,
  ThreadStatus,
  Turn,
  TurnItemsView,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import type { ThreadState, TurnState } from './state.ts';

const seconds = (ms: number): number => Math.floor(ms / 1000);

export function wireStatus(thread: ThreadState): ThreadStatus {
  if (!thread.loaded) return { type: 'notLoaded' };
  if (!thread.running) return { type: 'idle' };
  return { type: 'active', activeFlags: [...thread.flags] };
}

export const wireThread = (thread: ThreadState): Thread => ({
  id: thread.id,
  environments: null,
  extra: null,
  sessionId: thread.id,
  forkedFromId: null,
  attachedToThreadId: null,
  parentThreadId: null,
  preview: thread.preview,
  ephemeral: thread.ephemeral,
  section: null,
  sectionEnteredAt: null,
  projectId: null,
  historyMode: 'paginated',
  modelProvider: 'sim',
  model: thread.model,
  reasoningEffort: thread.effort,
  createdAt: seconds(thread.createdAtMs),
  updatedAt: seconds(thread.updatedAtMs),
  recencyAt: seconds(thread.updatedAtMs),
  status: wireStatus(thread),
  path: thread.ephemeral ? null : `/sim/${thread.id}.jsonl`,
  cwd: thread.cwd,
  cliVersion: '0.169.0',
  originator: 'pocketdex',
  source: 'vscode',
  canAcceptDirectInput: true,
  threadSource: null,
  agentNickname: null,
  agentRole: null,
  gitInfo: null,
  name: thread.name,
  daybreakEnabled: null,
  turns: [],
});

export function wireTurn(turn: TurnState, view: TurnItemsView): Turn {
  return {
    id: turn.id,
    rootTurnId: turn.id,
    items: view === 'full' ? [...turn.items] : view === 'summary' ? summaryOf(turn.items) : [],
    itemsView: view,
    status: turn.status,
    error: turn.error,
    startedAt: seconds(turn.startedAtMs),
    completedAt: turn.completedAtMs === null ? null : seconds(turn.completedAtMs),
    durationMs: turn.completedAtMs === null ? null : turn.completedAtMs - turn.startedAtMs,
  };
}

export function summaryOf(items: readonly ThreadItem[]): ThreadItem[] {
  const final = items.findLast(({ type }) => type === 'agentMessage');
  return items.filter((item) => item.type === 'userMessage' || item === final);
}

// The wire still has it; the types mark it, and would complain about it by name.
const deprecated = JSON.parse('{"multiAgentMode":"explicitRequestOnly"}') as Pick<
  ThreadStartResponse,
  'multiAgentMode'
>;

/** What `thread/start` and `thread/resume` share. */
export const wireSession = (thread: ThreadState): ThreadStartResponse & ThreadResumeResponse => ({
  ...deprecated,
  thread: wireThread(thread),
  model: thread.model,
  modelProvider: 'sim',
  serviceTier: null,
  disabledPluginIds: [],
  cwd: thread.cwd,
  runtimeWorkspaceRoots: [thread.cwd],
  instructionSources: [],
  approvalPolicy: thread.approvalPolicy,
  approvalsReviewer: 'user',
  sandbox: {
    type: 'workspaceWrite',
    writableRoots: [],
    networkAccess: false,
    excludeTmpdirEnvVar: true,
    excludeSlashTmp: true,
  },
  activePermissionProfile: null,
  reasoningEffort: thread.effort,
  collaborationMode: null,
  initialTurnsPage: null,
  turnsBackwardsCursor: null,
  itemsBackwardsCursor: null,
});
