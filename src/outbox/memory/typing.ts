import type { ChatId, TopicId, TopicKey } from '../../model/ids.ts';
import type { Candidate } from '../plan/choose.ts';
import { typingEveryMs } from '../plan/limits.ts';

interface Typist {
  readonly chat: ChatId;
  readonly thread: TopicId | undefined;
}

/** Who is shown as typing: of each chat the topic that became active last. In memory only. */
export interface Typing {
  start(topic: TopicKey, place: Typist): void;
  stop(topic: TopicKey): void;
  called(chat: ChatId, now: number): void;
  candidates(): readonly Candidate[];
}

export function createTyping(): Typing {
  const active = new Map<TopicKey, Typist>();
  const dueAt = new Map<ChatId, number>();
  return {
    start: (topic, place) => {
      if (!active.has(topic)) active.set(topic, place);
    },
    stop: (topic) => {
      active.delete(topic);
    },
    called: (chat, now) => {
      dueAt.set(chat, now + typingEveryMs);
    },
    candidates: () => {
      const newest = new Map(
        [...active].map(([topic, place]) => [place.chat, { topic, ...place }]),
      );
      return [...newest.values()].map((typist) => ({
        ...typist,
        seq: undefined,
        urgency: 'typing',
        kind: 'typing',
        place: 0,
        dueAt: dueAt.get(typist.chat) ?? 0,
        isEdit: true,
      }));
    },
  };
}
