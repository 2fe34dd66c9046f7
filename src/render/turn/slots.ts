import type { Content, Priority, Slot } from '../../model/slot.ts';
import type { Turn } from '../../model/timeline.ts';
import { commentaryOf } from '../../model/turn/commentary.ts';
import { promptsOf } from '../../model/turn/prompts.ts';
import { stepsOf } from '../../model/turn/steps.ts';
import { isBlank } from '../text/blank.ts';
import { renderFinal } from './final.ts';
import { renderFolded } from './folded.ts';
import { renderPrompt } from './prompt.ts';
import { isSaid, renderSay, sayPriority } from './say.ts';
import { isOurs, type TurnView } from './view.ts';

/**
 * The messages that a topic should hold of one turn, in the order in which they should first appear. At most one
 * of them makes a sound: the first part of the final answer.
 */
export function renderTurn(turn: Turn, view: TurnView): readonly Slot[] {
  const slot = (name: string, priority: Priority, content: Content, loud = false): Slot => ({
    key: { topic: view.topic, generation: view.generation, name: `turn:${turn.id}/${name}` },
    priority,
    desired: { type: 'message', content, loud, replyTo: undefined },
  });
  const prompts = promptsOf(turn)
    .filter((item) => !isOurs(item.clientId) && (!isBlank(item.text) || item.images > 0))
    // Of one rank with the answer: a prompt from elsewhere is read before what was answered to it.
    .map((item) => slot(`prompt/${item.id}`, 'final', renderPrompt(item, view)));
  const said = commentaryOf(turn)
    .filter((entry) => isSaid(entry, view))
    .map(({ item }) => slot(`say/${item.id}`, sayPriority(item), renderSay(item, view)))
    .filter(({ desired }) => desired.type === 'message' && desired.content.text.text !== '');
  if (turn.outcome === undefined) {
    const live: Slot = {
      key: { topic: view.topic, generation: view.generation, name: `turn:${turn.id}/live` },
      priority: 'live',
      desired: { type: 'live', turn: turn.id },
    };
    // The prompt comes within milliseconds of its turn, and one from elsewhere stands above the work on it.
    return turn.items.size === 0 ? [] : [...prompts, live, ...said];
  }
  // A Stop button that stands there still must not stay: its end goes before what merely shows progress.
  const rank = view.liveSent ? 'reply' : 'live';
  const folded = needsFolded(turn, view) ? [slot('live', rank, renderFolded(turn, view))] : [];
  const isLoud = view.goal === undefined || view.goal.last;
  const finals = renderFinal(turn).map((content, i) =>
    slot(`final/${i + 1}`, 'final', content, isLoud && i === 0),
  );
  return [...prompts, ...folded, ...said, ...finals];
}

// A turn that ended before anybody saw it run, and did nothing but answer, has nothing to fold.
const needsFolded = (turn: Turn, view: TurnView): boolean =>
  view.liveSent ||
  turn.outcome !== 'completed' ||
  stepsOf(turn).length > 0 ||
  commentaryOf(turn).some((entry) => !isSaid(entry, view));
