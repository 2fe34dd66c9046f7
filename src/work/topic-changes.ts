import type { Intent } from '../model/intent.ts';
import { unreachable } from '../model/unreachable.ts';
import type { Context } from './context.ts';
import { placeOf } from './places.ts';

type TopicIntent = Exclude<
  Intent,
  { type: 'prompt' | 'command' | 'press' | 'edit' | 'unsupported' }
>;

/** What people do with topics and chats themselves. */
export function acceptTopicChange(ctx: Context, intent: TopicIntent): void {
  const { topics } = ctx.store;
  switch (intent.type) {
    case 'topic-created': {
      const topic = placeOf(ctx, intent.origin);
      // An implicit name is Telegram's placeholder: it asks to be replaced (Bot API, is_name_implicit).
      topics.rename(topic.key, intent.name, intent.implicit ? 'nobody' : 'person');
      return;
    }
    case 'topic-renamed':
      topics.rename(placeOf(ctx, intent.origin).key, intent.name, 'person');
      return;
    case 'topic-closed':
      topics.move(placeOf(ctx, intent.origin).key, 'closed');
      return;
    case 'topic-reopened':
      topics.move(placeOf(ctx, intent.origin).key, 'reopened');
      return;
    case 'own-topic-created':
      ctx.out.topicAppeared(intent.chat, intent.topic, intent.name);
      return;
    case 'migrated':
      ctx.store.migrateChat(intent.from, intent.to);
      return;
    case 'reachable':
      ctx.out.reachable(intent.chat, intent.reachable);
      return;
    default:
      unreachable(intent);
  }
}
