import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRig } from './rig.ts';

const methods = [
  'sendMessage',
  'editMessageText',
  'editMessageReplyMarkup',
  'sendMediaGroup',
  'sendDocument',
  'sendMessageDraft',
  'setMessageReaction',
  'setMyCommands',
  'deleteMessages',
  'createForumTopic',
  'answerCallbackQuery',
  'getChatMember',
  'pinChatMessage',
];
const names = [
  'text',
  'entities',
  'caption',
  'caption_entities',
  'reply_markup',
  'reply_parameters',
  'media',
  'document',
  'reaction',
  'commands',
  'scope',
  'message_ids',
  'message_id',
  'message_thread_id',
  'draft_id',
  'name',
];

test('no parameters, however odd, break the server', async () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('{', '[null]', '[[null]]', '1', -1, null, [null], [{}]),
    fc.constant({ inline_keyboard: [[null, { text: 1, callback_data: 2 }]] }),
    fc.constant({ inline_keyboard: { a: 1 } }),
    fc.constant([{ type: 'text_link', offset: 0, length: 1, url: 5 }, { type: 7 }]),
    fc.constant([
      { type: 'photo', media: 'file-1', caption: 5, caption_entities: 'x' },
      { type: 'photo', media: 'file-1', caption_entities: [null] },
    ]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...methods),
      fc.dictionary(fc.constantFrom(...names), odd),
      async (method, params) => {
        const { emulator, call } = createRig();
        const ann = emulator.person({ id: 1 });
        ann.sendsPhoto(ann.privateChat({ topics: true }));
        await call('sendMessage', { chat_id: 1, text: 'first' });
        const answer = await call(method, { message_id: 1, text: 'x', ...params, chat_id: 1 });
        expect(answer).not.toMatchObject({ error_code: 500 });
      },
    ),
    { numRuns: 2_000 },
  );
});
