import { expect, test } from 'vitest';
import { createRig, type Rig } from './rig.ts';

const send = (rig: Rig, chatId: number, text = 'x') =>
  rig.call('sendMessage', { chat_id: chatId, text });

function limited(): Rig & { chatId: number } {
  const rig = createRig({ limits: {} });
  return { ...rig, chatId: rig.emulator.person({ id: 1 }).privateChat().id };
}

test('the sixth call within four seconds is refused, of whatever kind', async () => {
  const rig = limited();
  const { chatId } = rig;
  await send(rig, chatId);
  const sent = rig.emulator.transcript(chatId)[0];
  await rig.call('editMessageText', { chat_id: chatId, message_id: sent?.id, text: 'y' });
  await rig.call('sendChatAction', { chat_id: chatId, action: 'typing' });
  await rig.call('sendMessageDraft', { chat_id: chatId, draft_id: 1, text: 'd' });
  await rig.call('deleteMessage', { chat_id: chatId, message_id: sent?.id });
  expect(await send(rig, chatId)).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 36',
    parameters: { retry_after: 36 },
  });
  expect(rig.emulator.count.refusals).toBe(1);
});

test('one call a second is let through for ever in a private chat', async () => {
  const rig = limited();
  for (let i = 0; i < 300; i++) {
    expect((await send(rig, rig.chatId)).ok).toBe(true);
    await rig.clock.advance(1_001);
  }
});

test('a group takes twenty in a minute and no more', async () => {
  const rig = createRig({ limits: {} });
  const group = rig.emulator.forum();
  const answers = [];
  for (let i = 0; i < 21; i++) {
    answers.push((await send(rig, group.id)).ok);
    await rig.clock.advance(1_500);
  }
  expect(answers.lastIndexOf(true)).toBe(19);
  expect(answers[20]).toBe(false);
});

test('all topics of a chat share its envelope', async () => {
  const rig = createRig({ limits: {} });
  const ann = rig.emulator.person({ id: 1 });
  const forum = rig.emulator.forum({ owner: ann });
  const topics = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ann.opensTopic(forum, name));
  const answers = [];
  for (const topic of topics) {
    const params = { chat_id: forum.id, message_thread_id: topic, text: 'x' };
    answers.push((await rig.call('sendMessage', params)).ok);
  }
  expect(answers).toEqual([true, true, true, true, true, false]);
});

test('calling during the pause is recorded and makes it longer', async () => {
  const rig = limited();
  for (let i = 0; i < 6; i++) await send(rig, rig.chatId);
  await rig.clock.advance(35_000);
  expect(await send(rig, rig.chatId)).toMatchObject({ parameters: { retry_after: 72 } });
  expect(rig.emulator.count).toMatchObject({ refusals: 1, duringPause: 1 });
  expect(rig.emulator.calls.filter((call) => call.isDuringPause)).toHaveLength(1);
  await rig.clock.advance(72_000);
  expect((await send(rig, rig.chatId)).ok).toBe(true);
});

test('calls under way when the first refusal came are no hammering', async () => {
  const rig = limited();
  const answers = await Promise.all(Array.from({ length: 9 }, () => send(rig, rig.chatId)));
  expect(answers.filter((answer) => !answer.ok)).toHaveLength(4);
  expect(rig.emulator.count).toMatchObject({ refusals: 1, duringPause: 0 });
});

test('a pause covers its chat alone, and answers to buttons are exempt', async () => {
  const rig = limited();
  const other = rig.emulator.person({ id: 2 }).privateChat();
  for (let i = 0; i < 6; i++) await send(rig, rig.chatId);
  expect((await send(rig, other.id)).ok).toBe(true);
  expect(await rig.call('answerCallbackQuery', { callback_query_id: '1' })).toMatchObject({
    error_code: 400,
  });
  expect(rig.emulator.pausedForS(rig.chatId)).toBe(36);
  expect(rig.emulator.pausedForS(other)).toBe(0);
});

test('more than thirty calls in a second pause the whole bot', async () => {
  const rig = createRig({ limits: {} });
  const answers = [];
  for (let id = 1; id <= 31; id++) {
    const chat = rig.emulator.person({ id }).privateChat();
    answers.push(await send(rig, chat.id));
  }
  expect(answers.filter((answer) => answer.ok)).toHaveLength(30);
  expect(answers.at(-1)).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
});

test('a ban laid on is told with the first call, which is not counted against the bot', async () => {
  const rig = createRig();
  const chat = rig.emulator.person({ id: 1 }).privateChat();
  rig.emulator.faults.ban(chat, 7_728);
  await rig.clock.advance(100_000);
  expect(await send(rig, chat.id)).toMatchObject({ parameters: { retry_after: 7_628 } });
  expect(rig.emulator.count).toMatchObject({ refusals: 0, duringPause: 0 });
  await rig.clock.advance(7_000_000);
  await send(rig, chat.id);
  expect(rig.emulator.count.duringPause).toBe(1);
  await rig.clock.advance(700_000);
  expect((await send(rig, chat.id)).ok).toBe(true);
});

test('an injected refusal is a pause like any other', async () => {
  const rig = createRig();
  const chat = rig.emulator.person({ id: 1 }).privateChat();
  rig.emulator.faults.add({ method: 'sendMessage', fault: { type: 'flood', retryAfterS: 198 } });
  await send(rig, chat.id);
  await rig.clock.advance(10_000);
  expect(await send(rig, chat.id)).toMatchObject({ parameters: { retry_after: 188 } });
  expect(rig.emulator.count).toMatchObject({ refusals: 0, duringPause: 1 });
});

test('an album is let in where a message would be and weighs as many as it has items', async () => {
  const rig = limited();
  rig.emulator.person({ id: 9 });
  const ann = rig.emulator.person({ id: 1 });
  ann.sendsPhoto(rig.chatId);
  const media = Array.from({ length: 5 }, () => ({ type: 'photo', media: 'file-1' }));
  expect((await rig.call('sendMediaGroup', { chat_id: rig.chatId, media })).ok).toBe(true);
  expect((await send(rig, rig.chatId)).ok).toBe(false);
});
