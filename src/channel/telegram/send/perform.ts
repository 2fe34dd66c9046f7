import type { RawApi } from 'grammy';
import type { ReactionTypeEmoji } from 'grammy/types';
import type { Address } from '../../../model/address.ts';
import type { Call, CallResult } from '../../../model/call.ts';
import type { FormattedText } from '../../../model/formatted-text.ts';
import type { MessageId, TopicId } from '../../../model/ids.ts';
import type { Button } from '../../../model/slot.ts';
import { unreachable } from '../../../model/unreachable.ts';
import type { GrammySignal } from '../api/api.ts';
import { keyboardOf } from './keyboard.ts';
import { placed } from './placed.ts';

/** A call that carries no file. */
export type PlainCall = Exclude<Call, { type: 'document' }>;

export const methods = {
  send: 'sendMessage',
  edit: 'editMessageText',
  react: 'setMessageReaction',
  delete: 'deleteMessage',
  'create-topic': 'createForumTopic',
  'rename-topic': 'editForumTopic',
  document: 'sendDocument',
  commands: 'setMyCommands',
  'answer-callback': 'answerCallbackQuery',
} as const satisfies Record<Call['type'], keyof RawApi>;

const done: CallResult = { type: 'done', message: undefined, topic: undefined };
/** Bot API, answerCallbackQuery.text. */
const maxCallbackText = 200;

/** One call in Telegram's words. */
export async function perform(
  call: PlainCall,
  raw: RawApi,
  signal: GrammySignal,
): Promise<CallResult> {
  switch (call.type) {
    case 'send':
      return placed(
        await raw.sendMessage(
          {
            ...placeOf(call.address),
            ...textOf(call.content.text),
            ...markupOf(call.content.buttons),
            ...replyTo(call.replyTo),
            disable_notification: !call.loud,
          },
          signal,
        ),
      );
    case 'edit':
      return placed(
        await raw.editMessageText(
          {
            chat_id: call.chat,
            message_id: call.message,
            ...textOf(call.content.text),
            ...markupOf(call.content.buttons),
          },
          signal,
        ),
      );
    case 'react': {
      const reaction = call.emoji === '' ? [] : [emojiOf(call.emoji)];
      const target = { chat_id: call.chat, message_id: call.message };
      await raw.setMessageReaction({ ...target, reaction }, signal);
      return done;
    }
    case 'delete':
      await raw.deleteMessage({ chat_id: call.chat, message_id: call.message }, signal);
      return done;
    case 'create-topic': {
      const made = await raw.createForumTopic({ chat_id: call.chat, name: call.name }, signal);
      return { type: 'done', message: undefined, topic: made.message_thread_id as TopicId };
    }
    case 'rename-topic': {
      const topic = { chat_id: call.chat, message_thread_id: call.topic };
      await raw.editForumTopic({ ...topic, name: call.name }, signal);
      return done;
    }
    case 'commands': {
      const commands = call.commands.map(({ name, description }) => ({
        command: name,
        description,
      }));
      await raw.setMyCommands({ commands, scope: { type: 'chat', chat_id: call.chat } }, signal);
      return done;
    }
    case 'answer-callback':
      await raw.answerCallbackQuery(
        {
          callback_query_id: call.callback,
          show_alert: call.alert,
          ...(call.text !== '' && { text: call.text.slice(0, maxCallbackText).toWellFormed() }),
        },
        signal,
      );
      return done;
    default:
      return unreachable(call);
  }
}

/** General and a main view are written to without a thread; General's own id 1 is refused (telegram.md 3.2). */
export const placeOf = ({ chat, topic }: Address) => ({
  chat_id: chat,
  ...(topic !== undefined && { message_thread_id: topic }),
});

const textOf = ({ text, entities }: FormattedText) => ({
  text,
  entities: entities.map((entity) => ({ ...entity })),
  link_preview_options: { is_disabled: true },
});

function markupOf(buttons: readonly (readonly Button[])[]) {
  const keyboard = keyboardOf(buttons);
  return keyboard && { reply_markup: keyboard };
}

const replyTo = (message: MessageId | undefined) =>
  message !== undefined && {
    reply_parameters: { message_id: message, allow_sending_without_reply: true },
  };

// Telegram takes the standard set only, and says so itself.
const emojiOf = (emoji: string): ReactionTypeEmoji => ({
  type: 'emoji',
  emoji: emoji as ReactionTypeEmoji['emoji'],
});
