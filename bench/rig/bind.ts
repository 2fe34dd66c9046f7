import type { Place, World } from './world.ts';

/** A topic whose thread the bridge has started and hears. */
export interface Talk {
  readonly place: Place;
  readonly topic: number;
  says(text: string): void;
}

/** Opens topics, one in each chat at a time, and waits until each has had an answer and its name. */
export async function bindTopics(world: World, count: number): Promise<readonly Talk[]> {
  const { moments, places } = world;
  const talks: Talk[] = [];
  while (talks.length < count) {
    const wave = places.slice(0, count - talks.length).map((place, index) => {
      const mark = `topic${talks.length + index}x`;
      return { mark, talk: open(place, mark) };
    });
    for (const { mark, talk } of wave) {
      await moments.until({ place: 'answered', name: 'sendMessage', text: `bound ${mark}` });
      talks.push(talk);
    }
  }
  // Names and last edits of the live messages come when the budgets allow.
  for (const { topic, place } of talks) {
    await moments.until({
      ...{ place: 'answered', name: 'editForumTopic' },
      text: `"chat_id":${place.chat.id},"message_thread_id":${topic},`,
    });
  }
  return talks;
}

function open(place: Place, mark: string): Talk {
  const { person, chat } = place;
  const { topic } = person.says(chat, `${mark} [[sim: final "bound ${mark}"]]`);
  if (topic === undefined || topic === null) throw new Error('The chat has no topics.');
  return { place, topic, says: (text) => void person.says(chat, text, { topic }) };
}
