import type { ThreadInfo } from '../../../model/engine.ts';
import type { ThreadSettings, ThreadStatus } from '../../../model/engine-event.ts';
import type { ThreadId } from '../../../model/ids.ts';
import type {
  AskForApproval,
  SandboxPolicy,
  Thread,
  ThreadSettings as WireSettings,
  ThreadStatus as WireStatus,
} from '../protocol/generated/protocol.ts';

export function toThreadInfo(thread: Thread, settings?: ThreadSettings): ThreadInfo {
  return {
    id: thread.id as ThreadId,
    name: thread.name ?? undefined,
    preview: thread.preview,
    cwd: thread.cwd,
    status: toStatus(thread.status),
    updatedAt: (thread.recencyAt ?? thread.updatedAt) * 1000,
    settings: settings ?? {
      model: thread.model ?? undefined,
      effort: thread.reasoningEffort ?? undefined,
      approvalPolicy: undefined,
      sandbox: undefined,
    },
  };
}

/** What `thread/start` and `thread/resume` say beside the thread. */
export const settingsOf = (answer: {
  readonly model: string;
  readonly reasoningEffort: string | null;
  readonly approvalPolicy: AskForApproval;
  readonly sandbox: SandboxPolicy;
}): ThreadSettings => ({
  model: answer.model,
  effort: answer.reasoningEffort ?? undefined,
  approvalPolicy: policyName(answer.approvalPolicy),
  sandbox: sandboxNames[answer.sandbox.type],
});

export const toSettings = (settings: WireSettings): ThreadSettings => ({
  model: settings.model,
  effort: settings.effort ?? undefined,
  approvalPolicy: policyName(settings.approvalPolicy),
  sandbox: sandboxNames[settings.sandboxPolicy.type],
});

export function toStatus(status: WireStatus): ThreadStatus {
  switch (status.type) {
    case 'notLoaded':
      return 'unloaded';
    case 'idle':
      return 'idle';
    case 'systemError':
      return 'broken';
    case 'active':
      return status.activeFlags.length > 0 ? 'waiting' : 'running';
  }
}

const policyName = (policy: AskForApproval): string =>
  typeof policy === 'string' ? policy : 'granular';

// One word for both spellings of the wire: the one that `thread/start` takes.
const sandboxNames = {
  readOnly: 'read-only',
  workspaceWrite: 'workspace-write',
  dangerFullAccess: 'danger-full-access',
  externalSandbox: 'external',
} as const;
