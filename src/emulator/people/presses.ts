import { callbackLifeMs, publish } from '../chats/publish.ts';
import { answerWithinMs } from '../methods/asking.ts';
import { until } from '../records/bell.ts';
import type { PersonRecord, World } from '../records/world.ts';
import { chatOf, type MessageRef } from './refs.ts';

export interface PressOptions {
  /** A modified app sends data that no button has. */
  readonly isForged?: boolean;
  /** The message is too old for the server, which gives only its number. */
  readonly isInaccessible?: boolean;
}

export type PressOutcome =
  | { readonly type: 'toast' | 'alert'; readonly text: string; readonly afterMs: number }
  /** Nobody answered while the spinner turned (15 s). */
  | { readonly type: 'none' };

/** @param button the text or the callback data of a button that the message has now */
export async function press(
  world: World,
  person: PersonRecord,
  ref: MessageRef,
  button: string,
  options: PressOptions = {},
): Promise<PressOutcome> {
  const chat = chatOf(world, ref.chatId);
  const message = chat.messages.get(ref.id);
  const buttons = message?.api.reply_markup?.inline_keyboard?.flat() ?? [];
  const hit =
    buttons.find((one) => one.text === button) ??
    buttons.find((one) => one.callback_data === button) ??
    buttons.find((one) => one.callback_data !== undefined && one.text.includes(button));
  const data = hit?.callback_data ?? (options.isForged ? button : undefined);
  if (data === undefined) {
    const there = buttons.map((one) => one.text).join(', ') || 'none';
    throw new Error(`Message ${ref.id} has no button "${button}" to press (buttons: ${there}).`);
  }
  const id = String(4_000_000_000_000_000_000n + BigInt(++world.ids.press));
  const record = {
    id,
    chatId: ref.chatId,
    messageId: ref.id,
    userId: person.user.id,
    data,
    pressedAt: world.clock.monotonic(),
    answer: undefined,
  };
  world.presses.set(id, record);
  forgetOldPresses(world);
  const isAccessible = message !== undefined && !options.isInaccessible;
  publish(
    world,
    'callback_query',
    {
      id,
      from: person.user,
      message: isAccessible ? message.api : { chat: chat.api, message_id: ref.id, date: 0 },
      chat_instance: String(chat.api.id),
      data,
    },
    callbackLifeMs,
  );
  return outcome(world, id);
}

async function outcome(world: World, id: string): Promise<PressOutcome> {
  const answered = (): ReturnType<typeof answerTo> => answerTo(world, id);
  try {
    const found = await until(world.bell, world.clock, answered, {
      timeoutMs: answerWithinMs,
      signal: world.life,
    });
    return { type: found.isAlert ? 'alert' : 'toast', text: found.text, afterMs: found.afterMs };
  } catch {
    return { type: 'none' };
  }
}

function answerTo(
  world: World,
  id: string,
): { text: string; isAlert: boolean; afterMs: number } | undefined {
  const press = world.presses.get(id);
  if (!press?.answer) return undefined;
  const { text, isAlert, answeredAt } = press.answer;
  return { text, isAlert, afterMs: answeredAt - press.pressedAt };
}

const keptPresses = 1_000;

function forgetOldPresses(world: World): void {
  for (const id of world.presses.keys()) {
    if (world.presses.size <= keptPresses) return;
    world.presses.delete(id);
  }
}
