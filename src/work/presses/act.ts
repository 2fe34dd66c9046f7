import type { Toast } from '../../model/card.ts';
import type { PromptId } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import { unreachable } from '../../model/unreachable.ts';
import type { KeptButton } from '../../store/tables/buttons.ts';
import type { KeptRequest } from '../../store/tables/requests.ts';
import { choosePlace } from '../chooser.ts';
import type { Context } from '../context.ts';
import { deletePrompt, isEditable, joinQueue, moveUp } from '../prompts/change.ts';
import { clearQueue, resumeQueue } from '../prompts/pause.ts';
import { markQueued } from '../prompts/queue-cards.ts';
import { sendNow } from '../prompts/send-now.ts';
import { steer } from '../prompts/steer.ts';
import { decide } from '../requests/answer.ts';
import { answerQuestion, optionLabel } from '../requests/questions.ts';
import { changeRequestCard } from '../requests/show.ts';
import { stopTurn } from '../turns/stop.ts';
import { continueTurn, settleChoice } from './choice.ts';
import type { Press } from './press.ts';

/** How long a card waits for the words that its button asked for (telegram.md 5.2, force_reply). */
const awaitMs = 600_000;

/** Does what a button stands for, and says how that went. */
export function act(ctx: Context, button: KeptButton, press: Press): Toast {
  const { store } = ctx;
  const { action } = button;
  const by = press.origin.actor.name;
  switch (action.type) {
    case 'stop-turn': {
      const topic = store.topics.get(action.topic);
      if (!topic || topic.runningTurn !== action.turn) return { type: 'out-of-date' };
      stopTurn(ctx, topic, undefined);
      return { type: 'stopping' };
    }
    case 'decide':
      return onRequest(ctx, action.request, (request) =>
        decide(ctx, request, { type: 'decision', decision: action.decision }, by),
      );
    case 'refuse':
      return onRequest(ctx, action.request, (request) =>
        decide(ctx, request, { type: 'refuse' }, by),
      );
    case 'answer-option':
      return onRequest(ctx, action.request, (request) => {
        const label = optionLabel(request, action.question, action.option);
        return label !== undefined && answerQuestion(ctx, request, action.question, label, by);
      });
    case 'decline-because':
    case 'answer-free': {
      const request = store.requests.get(action.request);
      if (request?.state !== 'asked') return { type: 'already', by: request?.decidedBy };
      const awaits = action.type === 'answer-free' ? 'free' : 'because';
      changeRequestCard(ctx, request, { awaits });
      return awaitWords(ctx, button, press);
    }
    case 'edit-prompt': {
      const prompt = store.prompts.get(action.prompt);
      if (!prompt || !isEditable(prompt)) return { type: 'out-of-date' };
      markQueued(ctx, prompt, 'editing');
      return awaitWords(ctx, button, press);
    }
    case 'choose-project': {
      const topic = store.topics.get(action.topic);
      return done(topic !== undefined && choosePlace(ctx, topic, button.card, action.project));
    }
    case 'steer-prompt':
      return onPrompt(ctx, action.prompt, (prompt) => {
        const topic = store.topics.get(prompt.topic);
        return topic !== undefined && steer(ctx, topic, prompt);
      });
    case 'delete-prompt':
      return onPrompt(ctx, action.prompt, (prompt) => deletePrompt(ctx, prompt));
    case 'send-now':
      return onPrompt(ctx, action.prompt, (prompt) => sendNow(ctx, prompt));
    case 'move-up':
      return onPrompt(ctx, action.prompt, (prompt) => moveUp(ctx, prompt));
    case 'join-queue':
      return onPrompt(ctx, action.prompt, (prompt) => joinQueue(ctx, prompt));
    case 'resume-queue':
      resumeQueue(ctx, action.topic);
      return settleChoice(ctx, button, 'send');
    case 'pause-queue':
      store.topics.setPaused(action.topic, 'person');
      return settleChoice(ctx, button, 'leave');
    case 'clear-queue':
      clearQueue(ctx, action.topic);
      return settleChoice(ctx, button, 'leave');
    case 'continue-turn':
      continueTurn(ctx, action.topic);
      return settleChoice(ctx, button, 'go-on');
    case 'dismiss':
      return settleChoice(ctx, button, 'leave');
    default:
      return unreachable(action);
  }
}

const done = (happened: boolean): Toast => ({ type: happened ? 'done' : 'out-of-date' });

function onRequest(ctx: Context, key: string, use: (request: KeptRequest) => boolean): Toast {
  const request = ctx.store.requests.get(key);
  if (request && use(request)) return { type: 'done' };
  return request?.decidedBy ? { type: 'already', by: request.decidedBy } : { type: 'out-of-date' };
}

function onPrompt(ctx: Context, id: PromptId, use: (prompt: Prompt) => boolean): Toast {
  const prompt = ctx.store.prompts.get(id);
  return done(prompt !== undefined && use(prompt));
}

function awaitWords(ctx: Context, button: KeptButton, press: Press): Toast {
  if (!button.card) return { type: 'out-of-date' };
  const until = ctx.clock.now() + awaitMs;
  ctx.store.awaits.put(button.topic, press.origin.actor.id, button.card, until);
  return { type: 'reply-now' };
}
