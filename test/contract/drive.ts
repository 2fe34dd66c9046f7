import type { ThreadItem, Turn } from '../../src/engine/codex/protocol/generated/protocol.ts';
import type { Heard, WireClient } from '../support/wire-client.ts';

/** One turn's worth of calls and looks, in the words of the contract. */
export const say = (text: string) => [{ type: 'text' as const, text, text_elements: [] }];

export async function newThread(
  client: WireClient,
  cwd: string,
  signal: AbortSignal,
): Promise<string> {
  const { thread } = await client.connection.request('thread/start', { cwd }, signal);
  return thread.id;
}

export async function startTurn(
  client: WireClient,
  threadId: string,
  text: string,
  signal: AbortSignal,
  clientUserMessageId: string | null = null,
): Promise<string> {
  const params = { threadId, input: say(text), clientUserMessageId };
  const { turn } = await client.connection.request('turn/start', params, signal);
  return turn.id;
}

type Of<M extends Heard['method']> = Extract<Heard, { method: M }>;

/** A message by its method, about a turn or a thread where the test names one. */
export async function heard<M extends Heard['method']>(
  client: WireClient,
  method: M,
  about = '',
): Promise<Of<M>> {
  return client.until(
    (message): message is Of<M> =>
      message.method === method && JSON.stringify(message.params).includes(about),
    `${method} ${about}`,
  );
}

export async function endOf(client: WireClient, turnId: string): Promise<Turn> {
  return (await heard(client, 'turn/completed', turnId)).params.turn;
}

export async function completed<T extends ThreadItem['type']>(
  client: WireClient,
  type: T,
  about = '',
): Promise<Extract<ThreadItem, { type: T }>> {
  const found = await client.until(
    (message) =>
      message.method === 'item/completed' &&
      message.params.item.type === type &&
      JSON.stringify(message.params).includes(about),
    `a finished ${type} ${about}`,
  );
  return (found as Of<'item/completed'>).params.item as Extract<ThreadItem, { type: T }>;
}

/** The text of the last agent message heard. */
export function answerIn(client: WireClient): string | undefined {
  const item = client.heard.findLast(
    (message): message is Of<'item/completed'> =>
      message.method === 'item/completed' && message.params.item.type === 'agentMessage',
  )?.params.item;
  return item?.type === 'agentMessage' ? item.text : undefined;
}

export async function turnsOf(
  client: WireClient,
  threadId: string,
  signal: AbortSignal,
): Promise<readonly Turn[]> {
  const params = { threadId, limit: 10, itemsView: 'full' as const };
  return (await client.connection.request('thread/turns/list', params, signal)).data;
}

export const userTexts = (turns: readonly Turn[]): readonly string[] =>
  turns
    .flatMap(({ items }) => items)
    .flatMap((item) => (item.type === 'userMessage' ? item.content : []))
    .flatMap((part) => (part.type === 'text' ? part.text : []));
