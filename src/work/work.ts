import type { EngineError, ThreadInfo, ThreadSnapshot } from '../model/engine.ts';
import type { EngineEvent } from '../model/engine-event.ts';
import type { PromptId, ThreadId, TopicKey } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import { unreachable } from '../model/unreachable.ts';
import { notify } from './cards.ts';
import { acceptCommand } from './commands/accept.ts';
import type { Context } from './context.ts';
import { acceptEdit } from './edits.ts';
import { noteSetAside, tellPaused, tellReplaced, tellSetAside } from './news.ts';
import { placeOf } from './places.ts';
import { acceptPress } from './presses/accept.ts';
import { acceptPrompt } from './prompts/accept.ts';
import { gathered } from './prompts/gather.ts';
import { limitReset } from './prompts/pause.ts';
import { catchUp } from './recovery/catch-up.ts';
import type { Found } from './recovery/commands.ts';
import { engineAway } from './recovery/connection.ts';
import { resumeFailed } from './recovery/refused.ts';
import { acceptOlder, acceptSnapshot } from './recovery/snapshot.ts';
import { requestsNotResent } from './requests/over.ts';
import type { TimerKind } from './timers.ts';
import { acceptTopicChange } from './topic-changes.ts';
import { showName } from './topic-names.ts';
import { acceptEvent } from './turns/events.ts';

/** What comes in, each call inside the one transaction of its inbox entry or event. */
export const createWork = (ctx: Context) => ({
  accept(intent: Intent): void {
    switch (intent.type) {
      case 'prompt':
        acceptPrompt(ctx, intent);
        break;
      case 'command':
        acceptCommand(ctx, intent);
        break;
      case 'press':
        acceptPress(ctx, intent);
        break;
      case 'edit':
        acceptEdit(ctx, intent);
        break;
      case 'unsupported': {
        const { origin, kind } = intent;
        const notice = { type: 'unsupported', what: kind } as const;
        notify(ctx, placeOf(ctx, origin), notice, origin.message);
        break;
      }
      default:
        acceptTopicChange(ctx, intent);
    }
  },
  timer(kind: TimerKind, key: string): void {
    switch (kind) {
      case 'gather':
        gathered(ctx, Number(key) as PromptId);
        break;
      case 'name-topic':
        showName(ctx, Number(key) as TopicKey);
        break;
      case 'limit-reset':
        limitReset(ctx, Number(key) as TopicKey);
        break;
      case 'engine-away':
        engineAway(ctx);
        break;
      case 'not-resent':
        requestsNotResent(ctx, key as ThreadId);
        break;
      case 'look-again': {
        const topic = ctx.store.topics.get(Number(key) as TopicKey);
        if (topic) ctx.out.resume(topic);
        break;
      }
      case 'set-aside':
        tellSetAside(ctx);
        break;
      default:
        unreachable(kind);
    }
  },
  event: (event: EngineEvent): void => acceptEvent(ctx, event),
  /** The threads by last activity, after a connection. */
  threads: (threads: readonly ThreadInfo[]): void => catchUp(ctx, threads),
  /** A thread was read. @returns whether earlier turns are needed */
  snapshot(key: TopicKey, snapshot: ThreadSnapshot): boolean {
    const topic = ctx.store.topics.get(key);
    if (topic?.binding?.thread !== snapshot.thread.id) return false;
    return acceptSnapshot(ctx, topic, snapshot);
  },
  /** The same turns with earlier ones before them. @returns whether still earlier ones are needed */
  older(key: TopicKey, found: Found): boolean {
    const topic = ctx.store.topics.get(key);
    return topic !== undefined && acceptOlder(ctx, topic, found);
  },
  /** The chat may not be written to before `until`, Unix milliseconds. */
  paused: (key: TopicKey, until: number): void => tellPaused(ctx, key, until),
  /** Something that came in, or that should have gone out, was given up. */
  setAside: (what: 'updates' | 'messages'): void => noteSetAside(ctx, what),
  topicReplaced: (key: TopicKey): void => tellReplaced(ctx, key),
  resumeFailed: (key: TopicKey, error: EngineError): void => resumeFailed(ctx, key, error),
});
export type Work = ReturnType<typeof createWork>;
