import type { ChatId, TopicKey } from '../../model/ids.ts';
import { type Priority, priorities } from '../../model/slot.ts';
import type { Pause } from '../../store/tables/pauses.ts';
import type { Send, SendKind } from '../../store/tables/sends.ts';
import { earliest } from './budget.ts';
import { botWindow, factorAfterFlood, windowsOf } from './limits.ts';

/** Something that could be called, now or later. */
export interface Candidate {
  /** The slot's row. */
  readonly seq: number;
  readonly topic: TopicKey;
  readonly chat: ChatId;
  readonly urgency: Priority;
  readonly kind: SendKind;
  /** Finals of one topic arrive in this order. */
  readonly place: number;
  readonly dueAt: number;
  /** Its message is in the chat; the call changes it in place. */
  readonly isEdit: boolean;
}

export interface InFlight {
  readonly topic: TopicKey;
  readonly chat: ChatId;
  readonly urgency: Priority;
  readonly isEdit: boolean;
  readonly startedAt: number;
}

/** All that the choice depends on. */
export interface Scene {
  readonly now: number;
  /** The same moment as the log of begun calls counts it. */
  readonly monotonic: number;
  /** In falling urgency, then in order. */
  readonly candidates: readonly Candidate[];
  readonly inFlight: readonly InFlight[];
  readonly sendsOf: (chat: ChatId) => readonly Send[];
  readonly recentSends: readonly Send[];
  readonly pauses: ReadonlyMap<ChatId, Pause>;
  /** Nothing may be called before this moment: no network, or the whole bot pauses. */
  readonly pausedUntil: number;
  /** The network failed last time: one call tries it. */
  readonly isProbing: boolean;
  /** When a topic was last served: the one that waits longest goes first. */
  readonly servedAt: ReadonlyMap<TopicKey, number>;
}

export interface Choice {
  readonly pick: Candidate | undefined;
  /** When to look again if nothing happens before; undefined: only something new can change this. */
  readonly nextAt: number | undefined;
}

const mostInFlight = 8;
const mostUnhurried = 5;
/** A live message may come above an answer, but must not hold it up for long. */
const creationPatienceMs = 1000;
/** No moment is known: an answer or a change will wake the loop. */
const never = Number.POSITIVE_INFINITY;

const rankOf = (urgency: Priority): number => priorities.indexOf(urgency);
const isUrgent = (urgency: Priority): boolean => rankOf(urgency) <= rankOf('final');
const isVolatile = (urgency: Priority): boolean => rankOf(urgency) >= rankOf('live');

/** The next call to begin, or when to look again. */
export function choose(scene: Scene): Choice {
  const firstFinals = earliestFinals(scene.candidates);
  const budgets = new Map<string, number>();
  let pick: Candidate | undefined;
  let nextAt = never;
  for (const candidate of scene.candidates) {
    const at = Math.max(
      startableAt(candidate, scene, firstFinals),
      roomFor(candidate, scene, budgets),
    );
    if (at > scene.now) nextAt = Math.min(nextAt, at);
    else if (!pick || goesBefore(candidate, pick, scene)) pick = candidate;
  }
  return { pick, nextAt: nextAt === never ? undefined : nextAt };
}

function goesBefore(a: Candidate, b: Candidate, { servedAt }: Scene): boolean {
  const served = (topic: TopicKey): number => servedAt.get(topic) ?? -1;
  const byRank = rankOf(a.urgency) - rankOf(b.urgency);
  const byTurn = served(a.topic) - served(b.topic);
  return (byRank || byTurn || a.place - b.place) < 0;
}

const earliestFinals = (candidates: readonly Candidate[]): ReadonlyMap<TopicKey, number> => {
  const places = new Map<TopicKey, number>();
  for (const { topic, urgency, place } of candidates) {
    if (urgency === 'final') places.set(topic, Math.min(place, places.get(topic) ?? never));
  }
  return places;
};

function startableAt(
  candidate: Candidate,
  scene: Scene,
  firstFinals: ReadonlyMap<TopicKey, number>,
): number {
  const { topic, chat, urgency, place, dueAt } = candidate;
  if (urgency === 'final' && place > (firstFinals.get(topic) ?? place)) return never;
  const pause = scene.pauses.get(chat);
  const until = Math.max(dueAt, scene.pausedUntil, pause?.until ?? 0);
  if (until > scene.now) return until;
  return waitForOthers(candidate, scene, pause);
}

function waitForOthers(candidate: Candidate, scene: Scene, pause: Pause | undefined): number {
  const { inFlight, now } = scene;
  const most = isUrgent(candidate.urgency) ? mostInFlight : mostUnhurried;
  if (inFlight.length >= (scene.isProbing ? 1 : most)) return never;
  // A chat that refused everything is tried with one call.
  const isHeld = pause !== undefined && pause.reason !== 'flood';
  if (isHeld && inFlight.some(({ chat }) => chat === candidate.chat)) return never;
  return inFlight
    .filter(({ topic }) => topic === candidate.topic)
    .reduce((at, other) => Math.max(at, overtakesAt(candidate, other)), now);
}

/** Calls of one topic are made one after the other, but progress never holds up what a person waits for. */
function overtakesAt(candidate: Candidate, other: InFlight): number {
  if (!isUrgent(candidate.urgency) || !isVolatile(other.urgency)) return never;
  return other.isEdit ? 0 : other.startedAt + creationPatienceMs;
}

function roomFor(candidate: Candidate, scene: Scene, known: Map<string, number>): number {
  const { chat, urgency, kind } = candidate;
  const { now, monotonic, pauses } = scene;
  const id = `${chat} ${urgency} ${kind}`;
  const at = known.get(id);
  if (at !== undefined) return at;
  const pause = pauses.get(chat);
  const factor = pause?.reason === 'flood' ? factorAfterFlood(pause.until, now) : 1;
  const room = Math.max(
    earliest(scene.sendsOf(chat), windowsOf(chat, urgency, factor), 1, monotonic),
    earliest(scene.recentSends, [botWindow], 1, monotonic),
  );
  const roomAt = now + Math.ceil(room - monotonic);
  known.set(id, roomAt);
  return roomAt;
}
