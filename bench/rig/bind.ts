import type { Place, World } from './world.ts';

/** A topic whose thread the bridge has started and hears. */
export interface Talk {
  readonly place: Place;
  readonly topic: number;
  says(text: string): void;
}

/** Opens topics in the chats in turn, and waits until each has had an answer and its name. */
export async function bindTopics(world: World, count: number): Promise<readonly Talk[]> {
  const talks: Talk[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = world.places[index % world.places.length];
    if (!place) throw new Error('There is no chat.');
    const { person, chat } = place;
    const mark = `topic${index}x`;
    const { topic } = person.says(chat, `${mark} [[sim: final "bound ${mark}"]]`);
    if (topic === undefined || topic === null) throw new Error('The chat has no topics.');
    talks.push({ place, topic, says: (text) => void person.says(chat, text, { topic }) });
    await world.moments.until({ place: 'answered', name: 'sendMessage', text: `bound ${mark}` });
  }
  // Names and last edits of the live messages come when the budgets allow.
  for (const { topic, place } of talks) {
    await world.moments.until({
      ...{ place: 'answered', name: 'editForumTopic' },
      text: `"chat_id":${place.chat.id},"message_thread_id":${topic},`,
    });
  }
  return talks;
}
