import type { Thread, ThreadItem } from '../protocol/generated/protocol.ts';

/** Which threads are nobody's: titles, and sub-agents, whose approvals belong to their parent. */
export interface Lineage {
  /** Remembers a thread that was started or read. */
  meet(thread: Thread): void;
  /** An item of `threadId` may name a sub-agent. */
  meetItem(threadId: string, item: ThreadItem): void;
  forget(threadId: string): void;
  isHidden(threadId: string): boolean;
  isChild(threadId: string): boolean;
  /** The thread that a person knows: the outermost parent, or the thread itself. */
  ownerOf(threadId: string): string;
}

export function createLineage(): Lineage {
  const hidden = new Set<string>();
  const parents = new Map<string, string>();
  const ownerOf = (threadId: string): string => {
    let owner = threadId;
    for (let depth = 0; depth < 16; depth++) owner = parents.get(owner) ?? owner;
    return owner;
  };
  return {
    meet({ id, ephemeral, threadSource, parentThreadId }) {
      // The terminal finds a title for each new thread in an ephemeral one (codex/README.md, section 3).
      if (ephemeral || threadSource === 'thread_title') hidden.add(id);
      if (parentThreadId !== null) parents.set(id, parentThreadId);
    },
    meetItem(threadId, item) {
      if (item.type === 'subAgentActivity' && item.agentThreadId !== threadId) {
        parents.set(item.agentThreadId, threadId);
      }
    },
    forget(threadId) {
      hidden.delete(threadId);
      parents.delete(threadId);
    },
    isHidden: (threadId) => hidden.has(threadId),
    isChild: (threadId) => parents.has(threadId),
    ownerOf,
  };
}
