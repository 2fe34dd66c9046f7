import {
  fill,
  fillAnswer,
  madeUpText,
  segmentsOf,
  type Words,
} from '../../../src/demo/scripted-model/script.ts';
import { isCall, type SimFailure, type SimStep } from '../../../src/demo/scripted-model/step.ts';
import type {
  CodexErrorInfo,
  ThreadItem,
  TurnError,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { Cancelled, carryOut } from './calls.ts';
import { tell, tellStatus } from './news.ts';
import type { Running, Steer, ThreadState, World } from './state.ts';
import { TurnVoice } from './turn-voice.ts';
import { summaryOf, wireTurn } from './wire.ts';

// As measured on the real one, rounded: the answer of turn/start, the turn, its first item, the model.
const beginsAfterMs = 4;
const messageAfterMs = 10;
const modelMs = 20;

class Failed extends Error {
  readonly error: TurnError;

  constructor(error: TurnError) {
    super(error.message);
    this.error = error;
  }
}

/** Plays a turn to its end. What ends it early is an interrupt, a cancel, a failure, or the process's death. */
export async function playTurn(
  world: World,
  thread: ThreadState,
  running: Running,
  first: Steer,
): Promise<void> {
  const voice = new TurnVoice(world, thread, running);
  try {
    await voice.pause(beginsAfterMs);
    running.begun = true;
    tellStatus(world, thread);
    tell(world, thread, 'turn/started', {
      turn: { ...wireTurn(running.turn, 'notLoaded') },
    });
    await voice.pause(messageAfterMs);
    const prompt = textOf(first);
    if (thread.preview === '') thread.preview = prompt;
    voice.user(first);
    await playSegments(prompt, voice);
    endTurn(world, thread, 'completed', null);
  } catch (error) {
    if (voice.signal.aborted) return; // whoever stopped it has told what there is to tell
    if (error instanceof Cancelled) endTurn(world, thread, 'interrupted', null);
    else if (error instanceof Failed) endTurn(world, thread, 'failed', error.error);
    else world.faults.push(error);
  }
}

async function playSegments(first: string, voice: TurnVoice): Promise<void> {
  let segments = segmentsOf(first);
  const phased = !segments.flat().some(({ type }) => type === 'nophase');
  let steers: string[] = [];
  let last = '';
  for (let at = 0; ; ) {
    for (const steer of voice.running.steers.splice(0)) {
      voice.user(steer);
      const text = textOf(steer);
      if (text.includes('[[sim:')) {
        segments = segmentsOf(text);
        steers = [];
        last = '';
        at = 0;
      } else steers.push(text);
    }
    await voice.pause(modelMs);
    const { model, effort } = voice.thread;
    const words: Words = { last, steers, model, effort: effort ?? '' };
    const segment = segments[Math.min(at, segments.length - 1)] ?? [];
    tellLimits(segment, voice);
    for (const step of segment) {
      if (isCall(step)) last = await carryOut(step, voice);
      else await say(step, words, phased, voice);
    }
    voice.usage();
    const isLast = at >= segments.length - 1;
    if (isLast && voice.running.steers.length === 0) return;
    if (!isLast) at += 1;
  }
}

async function say(
  step: Exclude<SimStep, { type: 'run' | 'patch' | 'ask' | 'ask-async' }>,
  words: Words,
  phased: boolean,
  voice: TurnVoice,
): Promise<void> {
  const final = phased ? 'final_answer' : null;
  switch (step.type) {
    case 'think':
      voice.think(fill(step.text, words));
      return;
    case 'say':
      await voice.message(fill(step.text, words), phased ? 'commentary' : null, 4, 0);
      return;
    case 'final':
      await voice.message(fillAnswer(step.text, words), final, 4, 0);
      return;
    case 'stream': {
      const text = fillAnswer(madeUpText(step.chars), words);
      await voice.message(text, final, step.pieces, step.everyMs);
      return;
    }
    case 'plan': {
      const item: ThreadItem = {
        type: 'plan',
        id: voice.world.ids.item('plan'),
        text: fill(step.text, words),
      };
      voice.started(item);
      voice.completed(item);
      return;
    }
    case 'wait':
      await voice.pause(step.ms);
      return;
    case 'hang':
      await voice.pause(2 ** 31 - 1);
      return;
    case 'fail':
      return fail(step.failure, voice);
    case 'nophase':
    case 'limits':
      return;
  }
}

const failures: Readonly<Record<SimFailure, readonly [CodexErrorInfo, string]>> = {
  '401': [{ httpConnectionFailed: { httpStatusCode: 401 } }, 'unexpected status 401 Unauthorized'],
  '429': [
    { responseTooManyFailedAttempts: { httpStatusCode: 429 } },
    'exceeded retry limit, last status: 429 Too Many Requests',
  ],
  '500': ['internalServerError', 'We are currently experiencing high demand.'],
  'usage-limit': ['usageLimitExceeded', 'You have hit your usage limit.'],
  overloaded: ['serverOverloaded', 'Selected model is at capacity.'],
  context: ['contextWindowExceeded', 'Codex ran out of room in the context window.'],
};

function fail(failure: SimFailure, { world, thread, turnId }: TurnVoice): never {
  const [codexErrorInfo, message] = failures[failure];
  const error: TurnError = { message, codexErrorInfo, additionalDetails: null, misalignment: null };
  tell(world, thread, 'error', { error, willRetry: false, turnId });
  throw new Failed(error);
}

function tellLimits(segment: readonly SimStep[], { world, thread }: TurnVoice): void {
  const step = segment.find(({ type }) => type === 'limits');
  const fails = segment.find(({ type }) => type === 'fail');
  const spent = fails?.type === 'fail' && fails.failure === 'usage-limit' ? fails : undefined;
  if (step?.type !== 'limits' && !spent) return;
  const primary = spent ? 100 : step?.type === 'limits' ? step.primary : undefined;
  const secondary = step?.type === 'limits' ? step.secondary : undefined;
  const resets = spent?.resets ?? (step?.type === 'limits' ? step.primaryResets : 3600);
  const now = Math.floor(world.clock.now() / 1000);
  const message = {
    method: 'account/rateLimits/updated',
    params: {
      rateLimits: {
        limitId: 'codex',
        limitName: null,
        normalModelSlug: null,
        primary: window(primary, 300, now + resets),
        secondary: window(secondary, 10_080, now + 259_200),
        credits: null,
        individualLimit: null,
        spendControlReached: null,
        planType: null,
        rateLimitReachedType: null,
      },
    },
  };
  for (const peer of thread.subscribers) peer.notify(message, world.clock.now());
}

const window = (usedPercent: number | undefined, windowDurationMins: number, resetsAt: number) =>
  usedPercent === undefined ? null : { usedPercent, windowDurationMins, resetsAt };

/** Closes the turn: requests that wait are resolved, the thread is idle, and all is told in that order. */
export function endTurn(
  world: World,
  thread: ThreadState,
  status: 'completed' | 'interrupted' | 'failed',
  error: TurnError | null,
): void {
  const running = thread.running;
  if (!running) return;
  const { turn } = running;
  world.requests.dropOf(thread);
  turn.status = status;
  turn.error = error;
  turn.completedAtMs = world.clock.now();
  thread.updatedAtMs = world.clock.now();
  thread.running = undefined;
  thread.flags = [];
  tellStatus(world, thread);
  const items = summaryOf(turn.items).filter(({ type }) => type === 'agentMessage');
  const told = { ...wireTurn(turn, 'summary'), items: status === 'completed' ? items : [] };
  tell(world, thread, 'turn/completed', { turn: told });
}

const textOf = ({ input }: Steer): string =>
  input.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n');
