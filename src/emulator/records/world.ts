import type { Clock } from '../../base/clock.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';
import type { Judge } from '../text/judge.ts';
import type { ApiBotCommand, ApiChat, ApiMember, ApiMessage, ApiUser } from './api.ts';
import type { Bell } from './bell.ts';

export interface StoredMessage {
  readonly api: ApiMessage;
  /** Unix ms; the wire has seconds. */
  readonly sentAt: number;
  readonly isSilent: boolean;
  edits: number;
  editedAt: number | undefined;
  isPinned: boolean;
  /** Emoji by the id of who reacted. */
  readonly reactions: Map<number, string[]>;
}

export interface Topic {
  readonly id: number;
  name: string;
  readonly iconColor: number;
  iconEmojiId: string | undefined;
  readonly createdBy: number;
  isNameImplicit: boolean;
  isClosed: boolean;
  /** How a deleted topic treats the bot: an error, or (seen for weeks in 2026) delivery to the main chat. */
  deleted: 'error' | 'silent' | undefined;
}

export interface Draft {
  readonly draftId: number;
  readonly topic: number | undefined;
  readonly text: string;
  readonly entities: ApiMessage['entities'];
  readonly canStop: boolean;
  /** Stop leaves the text standing until the draft ends by itself. */
  readonly isKeptOnStop: boolean;
  /** Monotonic ms. */
  readonly endsAt: number;
}

export interface ChatRecord {
  readonly api: ApiChat;
  readonly messages: Map<number, StoredMessage>;
  readonly topics: Map<number, Topic>;
  readonly members: Map<number, ApiMember>;
  /** Ends of the bot's typing (monotonic ms) by topic; 0 is General or the main chat. */
  readonly typing: Map<number, number>;
  readonly drafts: Map<number, Draft>;
  /** Private chats: does the person see topics, has the bot been started, blocked? */
  hasTopics: boolean;
  isStarted: boolean;
  isBlocked: boolean;
  isDeleted: boolean;
  generalName: string;
  migratedTo: number | undefined;
  lastMessageId: number;
}

export interface PersonRecord {
  readonly user: ApiUser;
  isDeactivated: boolean;
}

interface PressRecord {
  readonly id: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly userId: number;
  readonly data: string;
  readonly pressedAt: number;
  answer: PressAnswer | undefined;
}

interface PressAnswer {
  readonly text: string;
  readonly isAlert: boolean;
  readonly answeredAt: number;
}

export interface StoredFile {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  /** What the server says; larger than `bytes` where a test wants a big file without its weight. */
  readonly size: number;
}

interface BotRecord {
  readonly user: ApiUser & { username: string };
  token: string | undefined;
  topicsEnabled: boolean;
  usersMayCreateTopics: boolean;
  canReadAllGroupMessages: boolean;
  webhookUrl: string;
}

/** All that the emulator knows. One record, held by the emulator, changed by methods and people. */
export interface World {
  readonly clock: Clock;
  readonly judge: Judge;
  readonly bot: BotRecord;
  readonly chats: Map<number, ChatRecord>;
  readonly people: Map<number, PersonRecord>;
  readonly queue: UpdateQueue;
  readonly presses: Map<string, PressRecord>;
  readonly files: Map<string, StoredFile>;
  readonly commands: Map<string, ApiBotCommand[]>;
  readonly menuButtons: Map<number, unknown>;
  /** Message ids of private chats and basic groups are one sequence per bot; supergroups have their own. */
  readonly ids: { message: number; press: number; file: number; chat: number; album: number };
  /** Rings after every call and every act of a person. */
  readonly bell: Bell;
  /** Aborted when the emulator is closed. */
  readonly life: AbortSignal;
}
