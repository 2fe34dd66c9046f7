import * as asking from './asking.ts';
import * as editing from './editing.ts';
import * as media from './media.ts';
import * as menu from './menu.ts';
import { counted, free, type Method } from './method.ts';
import * as presence from './presence.ts';
import { sendMessage } from './sending.ts';
import * as tidying from './tidying.ts';
import * as topics from './topics.ts';

/** Every method but the two that wait for updates or end waiting polls (`call.ts`). */
const methods: Readonly<Record<string, Method>> = {
  getMe: free(asking.getMe),
  getWebhookInfo: free(asking.getWebhookInfo),
  deleteWebhook: free(asking.deleteWebhook),
  getChat: free(asking.getChat),
  getChatMember: free(asking.getChatMember),
  getFile: free(asking.getFile),
  getForumTopicIconStickers: free(topics.getForumTopicIconStickers),
  answerCallbackQuery: free(asking.answerCallbackQuery),
  logOut: free(asking.yes),
  close: free(asking.yes),
  setMyCommands: free(menu.setMyCommands),
  deleteMyCommands: free(menu.deleteMyCommands),
  getMyCommands: free(menu.getMyCommands),
  setChatMenuButton: free(menu.setChatMenuButton),
  leaveChat: counted(asking.leaveChat),
  sendMessage: counted(sendMessage),
  sendPhoto: counted(media.sendPhoto),
  sendDocument: counted(media.sendDocument),
  sendVoice: counted(media.sendVoice),
  sendAudio: counted(media.sendAudio),
  sendVideo: counted(media.sendVideo),
  sendMediaGroup: counted(media.sendMediaGroup, media.albumCost),
  sendChatAction: counted(presence.sendChatAction),
  sendMessageDraft: counted(presence.sendMessageDraft),
  setMessageReaction: counted(presence.setMessageReaction),
  editMessageText: counted(editing.editMessageText),
  editMessageCaption: counted(editing.editMessageCaption),
  editMessageReplyMarkup: counted(editing.editMessageReplyMarkup),
  deleteMessage: counted(tidying.deleteMessage),
  deleteMessages: counted(tidying.deleteMessages),
  pinChatMessage: counted(tidying.pinChatMessage),
  unpinChatMessage: counted(tidying.unpinChatMessage),
  createForumTopic: counted(topics.createForumTopic),
  editForumTopic: counted(topics.editForumTopic),
  closeForumTopic: counted(topics.closeForumTopic),
  reopenForumTopic: counted(topics.reopenForumTopic),
  deleteForumTopic: counted(topics.deleteForumTopic),
  editGeneralForumTopic: counted(topics.editGeneralForumTopic),
  unpinAllForumTopicMessages: counted(topics.unpinAllForumTopicMessages),
};

const byLowerCase = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Method names are case-insensitive; the Bot API's spelling comes back with the method. */
export const findMethod = (name: string): { name: string; method: Method } | undefined =>
  byLowerCase.get(name.toLowerCase());
