import type { ChatId, TopicKey } from '../../model/ids.ts';

/**
 * Evidence on topics that Telegram says are gone. One error proves nothing: after a roll-out in May 2026 all
 * private topics answered so for a while (tdlib/telegram-bot-api#847).
 */
export interface GoneTopics {
  /** @returns whether it had failed before */
  works(topic: TopicKey, chat: ChatId, now: number): boolean;
  /** `lost`: it failed twice a minute apart while another topic of the chat works · `alone`: none does. */
  failed(topic: TopicKey, chat: ChatId, now: number): 'wait' | 'lost' | 'alone';
  forget(topic: TopicKey): void;
}

const apartMs = 60_000;

export function createGoneTopics(): GoneTopics {
  const failedAt = new Map<TopicKey, number>();
  const workedAt = new Map<TopicKey, { readonly chat: ChatId; readonly at: number }>();
  return {
    works: (topic, chat, now) => {
      workedAt.set(topic, { chat, at: now });
      return failedAt.delete(topic);
    },
    failed: (topic, chat, now) => {
      const first = failedAt.get(topic) ?? now;
      failedAt.set(topic, first);
      if (now - first < apartMs) return 'wait';
      const another = [...workedAt].some(
        ([other, worked]) => other !== topic && worked.chat === chat && worked.at >= first,
      );
      return another ? 'lost' : 'alone';
    },
    forget: (topic) => {
      failedAt.delete(topic);
      workedAt.delete(topic);
    },
  };
}
