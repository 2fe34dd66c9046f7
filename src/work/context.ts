import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Card, Toast } from '../model/card.ts';
import type { EngineHealth } from '../model/engine.ts';
import type { ThreadSettings, TurnEvent } from '../model/engine-event.ts';
import type { ChatId, MessageId, ThreadId, TopicId, TurnId } from '../model/ids.ts';
import type { Project } from '../model/settings.ts';
import type { Slot } from '../model/slot.ts';
import type { Turn } from '../model/timeline.ts';
import type { Topic } from '../model/topic.ts';
import type { Store } from '../store/open.ts';

/** What threads are begun with, where neither a project nor the person says otherwise. */
export interface WorkSettings {
  readonly projects: readonly Project[];
  /** `~/Documents/Codex/{date}/{title}`, absolute. */
  readonly projectless: string;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly approvalPolicy: string | undefined;
  readonly sandbox: string | undefined;
  /** Waiting prompts in a topic beyond which a further one asks before it joins. */
  readonly askOver: number;
}

/** What the next stage does with what was decided; all of it within the same transaction. */
export interface Outlet {
  /** Draws the card and puts it into the outbox. */
  card(card: Card, topic: Topic): void;
  want(slot: Slot): void;
  /** Folds the event into the thread's timeline and puts what is durable of its turn into the outbox. */
  show(topic: Topic, event: TurnEvent): void;
  toast(callback: string, toast: Toast): void;
  /** A press proves that this message of ours is in the chat, whatever became of its sending. */
  seen(topic: Topic, slot: string, message: MessageId): void;
  /** Our own service message: it settles a topic whose making had an unknown fate. */
  topicAppeared(chat: ChatId, topic: TopicId, name: string): void;
  /** The bot was let in again, or shut out. */
  reachable(chat: ChatId, reachable: boolean): void;
  /** A timer was set: the inbox may have to look at the clock sooner. */
  timerSet(): void;
  /** Engine commands were written. */
  dispatch(): void;
  /** The thread should be subscribed and read again. */
  resume(topic: Topic): void;
  /** The thread should be heard: what is subscribed already is not read again, which costs its turn time. */
  subscribe(topic: Topic): void;
}

/** What every capability of `work` is given. Its functions run inside one synchronous transaction. */
export interface Context {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Name of the engine instance that new topics are bound to. */
  readonly instance: string;
  readonly bridge: string;
  settings(): WorkSettings;
  turn(thread: ThreadId, turn: TurnId): Turn | undefined;
  threadSettings(thread: ThreadId): ThreadSettings | undefined;
  health(): EngineHealth;
  /** Where news of the whole instance goes, if the owner's private chat may be used. */
  ownerChat(): ChatId | undefined;
  readonly out: Outlet;
}
