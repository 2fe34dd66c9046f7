import type { ChatId } from '../model/ids.ts';
import type { AccessPolicy } from '../model/settings.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { en } from '../render/words/en.ts';
import type { Store } from '../store/open.ts';
import { commandNames } from '../work/commands/accept.ts';

/** The command menu of every chat that may be used; the outbox calls only when it changed. */
export function registerMenus(store: Store, outbox: Outbox, { chats }: AccessPolicy): void {
  const commands = commandNames.map((name) => ({ name, description: en.help.commands[name] }));
  store.transact(() => {
    for (const chat of chats) {
      const topic = store.topics.ensure({ chat: chat as ChatId, topic: undefined });
      outbox.want([
        {
          key: { topic: topic.key, generation: 0, name: 'commands' },
          priority: 'commentary',
          desired: { type: 'commands', commands },
        },
      ]);
    }
  });
}
