import { join } from 'node:path';
import type { ChatId, ThreadId, TopicId } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/open.ts';
import type { World } from './world.ts';

/** Writes bound topics into the bridge's store, as earlier days leave them. The bridge must not run. */
export function prepareTopics({ home, engineHome, codex, places }: World, count: number): void {
  using store = openStore(join(home, 'state.db'));
  store.transact(() => {
    for (let index = 0; index < count; index += 1) {
      const chat = places[index % places.length]?.chat.id as ChatId;
      // Far above the numbers that the emulator gives.
      const topic = (1_000_000 + index) as TopicId;
      const { key } = store.topics.ensure({ chat, topic });
      store.topics.rename(key, `Topic ${index}`, 'us');
      store.topics.bind(key, {
        instance: engineHome,
        thread: `01a1fd9d-0000-7000-8000-${String(index).padStart(12, '0')}` as ThreadId,
        directory: codex.project,
        project: 'shop',
      });
    }
  });
}
