import type { Call, CallResult, Channel } from '../../src/model/call.ts';
import type { ChatId, MessageId, TopicId } from '../../src/model/ids.ts';
import type { Content } from '../../src/model/slot.ts';

interface FakeMessage {
  readonly chat: ChatId;
  readonly topic: TopicId | undefined;
  readonly loud: boolean;
  content: Content;
  edits: number;
}

interface MadeCall {
  readonly at: number;
  readonly call: Call;
}

/** What a script says to one call: an answer instead of the chat's, or `lost`: carried out, never answered. */
export type Verdict = CallResult | 'lost' | 'hang' | undefined;

/** Stands in for Telegram at the port: chats with topics and messages, and a script of troubles. */
export interface FakeChat extends Channel {
  readonly messages: Map<MessageId, FakeMessage>;
  readonly topics: Map<TopicId, { readonly chat: ChatId; name: string }>;
  readonly calls: MadeCall[];
  /** Asked before each call. */
  script: (call: Call, index: number) => Verdict;
  /** How long an answer takes. */
  latencyMs: number;
  texts(topic?: TopicId): readonly string[];
}

const done = (message?: MessageId, topic?: TopicId): CallResult => ({
  type: 'done',
  message,
  topic,
});

export function createFakeChat(
  now: () => number,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): FakeChat {
  const messages = new Map<MessageId, FakeMessage>();
  const topics: FakeChat['topics'] = new Map();
  const calls: MadeCall[] = [];
  let lastId = 100;

  const carryOut = (call: Call): CallResult => {
    switch (call.type) {
      case 'send':
      case 'document': {
        const id = ++lastId as MessageId;
        const { chat, topic } = call.address;
        const content =
          call.type === 'send'
            ? call.content
            : { text: { text: `${call.name}: ${call.caption}`, entities: [] }, buttons: [] };
        messages.set(id, { chat, topic, loud: call.loud, content, edits: 0 });
        return done(id, topic);
      }
      case 'edit': {
        const message = messages.get(call.message);
        if (!message) return refusal('message-gone');
        if (JSON.stringify(message.content) === JSON.stringify(call.content)) {
          return refusal('not-modified');
        }
        message.content = call.content;
        message.edits += 1;
        return done(call.message, message.topic);
      }
      case 'create-topic': {
        const id = ++lastId as TopicId;
        topics.set(id, { chat: call.chat, name: call.name });
        return done(undefined, id);
      }
      case 'rename-topic': {
        const topic = topics.get(call.topic);
        if (topic) topic.name = call.name;
        return done();
      }
      case 'delete':
        return messages.delete(call.message) ? done() : refusal('message-gone');
      case 'react':
      case 'commands':
      case 'answer-callback':
        return done();
    }
  };

  const chat: FakeChat = {
    messages,
    topics,
    calls,
    script: () => undefined,
    latencyMs: 20,
    texts: (topic) =>
      [...messages.values()]
        .filter((message) => message.topic === topic)
        .map(({ content }) => content.text.text),
    call: async (call, signal) => {
      const verdict = chat.script(call, calls.length);
      calls.push({ at: now(), call });
      if (verdict === 'hang') await sleep(3_600_000, signal);
      const result = typeof verdict === 'object' ? verdict : carryOut(call);
      if (chat.latencyMs > 0) await sleep(chat.latencyMs, signal);
      return verdict === 'lost' ? { type: 'unknown', reason: 'timeout' } : result;
    },
  };
  return chat;
}

export const refusal = (name: Extract<CallResult, { type: 'refused' }>['refusal']): CallResult => ({
  type: 'refused',
  refusal: name,
  description: name,
});
