import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/http/serve.ts';

interface Front {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly download: (path: string) => Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const fronts: Record<string, () => Promise<Front>> = {
  'over HTTP': async () => {
    const emulator = createEmulator({ clock: systemClock });
    const served = await serve(emulator);
    return {
      emulator,
      api: new Api(emulator.token, { apiRoot: served.url }),
      download: async (path) =>
        (await fetch(`${served.url}/file/bot${emulator.token}/${path}`)).text(),
      [Symbol.asyncDispose]: async () => {
        emulator.close();
        await served.close();
      },
    };
  },
  'through fetch': async () => {
    const emulator = createEmulator({ clock: systemClock });
    return {
      emulator,
      api: new Api(emulator.token, { fetch: emulator.fetch }),
      download: async (path) =>
        (await emulator.fetch(`https://api.telegram.org/file/bot${emulator.token}/${path}`)).text(),
      [Symbol.asyncDispose]: async () => emulator.close(),
    };
  },
};

describe.each(Object.entries(fronts))('grammY %s', (_name, open) => {
  test('asks who it is', async () => {
    await using front = await open();
    const me = await front.api.getMe();
    expect(me).toMatchObject({
      id: front.emulator.bot.id,
      is_bot: true,
      has_topics_enabled: false,
    });
  });

  test('receives what a person wrote while its poll waited', async () => {
    await using front = await open();
    const ann = front.emulator.person({ id: 111, firstName: 'Ann' });
    const chat = ann.privateChat();
    const polled = front.api.getUpdates({ timeout: 30 });
    await front.emulator.until(() => front.emulator.isPolled);
    ann.says(chat, '/start hello');
    const [update] = await polled;
    expect(update?.message).toMatchObject({
      text: '/start hello',
      from: { id: 111, first_name: 'Ann' },
      chat: { id: 111, type: 'private' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
  });

  test('sends, edits and deletes a message with a keyboard', async () => {
    await using front = await open();
    const chat = front.emulator.person({ id: 111 }).privateChat();
    const keyboard = { inline_keyboard: [[{ text: 'Stop', callback_data: 's' }]] };
    const sent = await front.api.sendMessage(chat.id, ' bold words ', {
      entities: [{ type: 'bold', offset: 1, length: 4 }],
      reply_markup: keyboard,
    });
    expect(front.emulator.transcript(chat)).toMatchObject([
      { text: 'bold words', entities: [{ offset: 0, length: 4 }], buttons: [[{ data: 's' }]] },
    ]);
    await front.api.editMessageText(chat.id, sent.message_id, 'done');
    expect(front.emulator.transcript(chat)).toMatchObject([
      { text: 'done', edits: 1, buttons: [] },
    ]);
    await front.api.deleteMessage(chat.id, sent.message_id);
    expect(front.emulator.transcript(chat)).toEqual([]);
  });

  test('answers a pressed button, and the person sees the toast', async () => {
    await using front = await open();
    const ann = front.emulator.person({ id: 111 });
    const chat = ann.privateChat();
    const sent = await front.api.sendMessage(chat.id, 'Run it?', {
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'v1:yes' }]] },
    });
    const outcome = ann.presses({ chatId: chat.id, id: sent.message_id }, 'Yes');
    const [update] = await front.api.getUpdates();
    expect(update?.callback_query).toMatchObject({ data: 'v1:yes', from: { id: 111 } });
    await front.api.answerCallbackQuery(update?.callback_query?.id ?? '', { text: 'Running' });
    expect(await outcome).toMatchObject({ type: 'toast', text: 'Running' });
  });

  test('uploads a document and downloads what a person sent', async () => {
    await using front = await open();
    const ann = front.emulator.person({ id: 111 });
    const chat = ann.privateChat();
    const file = new InputFile(Buffer.from('# Answer\r\n\r\n--x\n'), 'answer.md');
    await front.api.sendDocument(chat.id, file, { caption: 'The whole answer' });
    const [shown] = front.emulator.transcript(chat);
    expect(shown).toMatchObject({
      text: 'The whole answer',
      file: { kind: 'document', name: 'answer.md', size: 16 },
    });
    ann.sendsDocument(chat, { name: 'todo.txt', bytes: Buffer.from('buy milk') });
    const [update] = await front.api.getUpdates();
    const found = await front.api.getFile(update?.message?.document?.file_id ?? '');
    expect(await front.download(found.file_path ?? '')).toBe('buy milk');
  });

  test('sends an album of uploads in one call', async () => {
    await using front = await open();
    const chat = front.emulator.person({ id: 111 }).privateChat();
    const part = (name: string) => ({
      type: 'document' as const,
      media: new InputFile(Buffer.from(name), name),
    });
    await front.api.sendMediaGroup(chat.id, [part('a.txt'), part('b.txt')]);
    const shown = front.emulator.transcript(chat);
    expect(shown.map((one) => one.file?.name)).toEqual(['a.txt', 'b.txt']);
    expect(new Set(shown.map((one) => one.albumId)).size).toBe(1);
  });

  test('gets a refusal with its code, text and parameters', async () => {
    await using front = await open();
    const chat = front.emulator.person({ id: 111 }).privateChat();
    front.emulator.faults.add({ fault: { type: 'flood', retryAfterS: 7 } });
    const refused = front.api.sendMessage(chat.id, 'hello');
    await expect(refused).rejects.toBeInstanceOf(GrammyError);
    await expect(refused).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 7 },
    });
  });

  test.each([
    { type: 'page', code: 502 } as const,
    { type: 'reset', when: 'before' } as const,
    { type: 'reset', when: 'after' } as const,
  ])('cannot read the answer after a fault of type $type', async (fault) => {
    await using front = await open();
    const chat = front.emulator.person({ id: 111 }).privateChat();
    front.emulator.faults.add({ method: 'sendMessage', fault });
    await expect(front.api.sendMessage(chat.id, 'hello')).rejects.toBeInstanceOf(HttpError);
    const arrived = fault.type === 'reset' && fault.when === 'after' ? 1 : 0;
    expect(front.emulator.copies('hello')).toBe(arrived);
  });

  test('is refused with a token that was revoked', async () => {
    await using front = await open();
    front.emulator.revokeToken('42:another');
    await expect(front.api.getMe()).rejects.toMatchObject({ error_code: 401 });
  });

  test('hangs up on a poll and the emulator lets go of it', async () => {
    await using front = await open();
    const stop = new AbortController();
    const polled = front.api.getUpdates({ timeout: 30 }, stop.signal as never);
    await front.emulator.until(() => front.emulator.isPolled);
    stop.abort();
    await expect(polled).rejects.toThrow();
    await front.emulator.until(() => !front.emulator.isPolled);
  });
});
