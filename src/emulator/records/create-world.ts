import type { Clock } from '../../base/clock.ts';
import { createUpdateQueue } from '../queue/update-queue.ts';
import { defaultJudge, type Judge } from '../text/judge.ts';
import type { ApiUser } from './api.ts';
import { createBell } from './bell.ts';
import type { PersonRecord, World } from './world.ts';

export interface WorldOptions {
  readonly clock: Clock;
  readonly token?: string;
  readonly botId?: number;
  readonly botUsername?: string;
  /** Says what Telegram thinks of entities; the shipped one when left out. */
  readonly judge?: Judge;
}

export interface PersonOptions {
  readonly id: number;
  readonly firstName?: string;
  readonly username?: string;
  readonly language?: string;
  readonly isBot?: boolean;
}

const defaultToken = '7000000001:AAEmulatedTokenOfThirtyFiveCharsXYZ';

export function createWorld(options: WorldOptions, life: AbortSignal): World {
  const token = options.token ?? defaultToken;
  const id = options.botId ?? (Number.parseInt(token, 10) || 7_000_000_001);
  const username = options.botUsername ?? 'pocketdex_bot';
  return {
    clock: options.clock,
    judge: options.judge ?? defaultJudge,
    bot: {
      user: { id, is_bot: true, first_name: 'Pocketdex', username },
      token,
      topicsEnabled: false,
      usersMayCreateTopics: true,
      canReadAllGroupMessages: false,
      webhookUrl: '',
    },
    chats: new Map(),
    people: new Map(),
    queue: createUpdateQueue(options.clock, 700_000_001),
    presses: new Map(),
    files: new Map(),
    commands: new Map(),
    menuButtons: new Map(),
    ids: { message: 0, press: 0, file: 0, chat: 0, album: 13_000_000_000_000 },
    bell: createBell(),
    life,
  };
}

export function addPerson(world: World, given: PersonOptions): PersonRecord {
  const user: ApiUser = {
    id: given.id,
    is_bot: given.isBot ?? false,
    first_name: given.firstName ?? `Person ${given.id}`,
    ...(given.username !== undefined && { username: given.username }),
    language_code: given.language ?? 'en',
  };
  const record: PersonRecord = { user, isDeactivated: false };
  world.people.set(given.id, record);
  return record;
}
