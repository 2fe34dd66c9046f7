import type { Call, CallLog } from '../calls/call-log.ts';
import type { Count } from '../calls/count.ts';
import type { Fault, FaultBook } from '../faults/faults.ts';
import type { Flood } from '../limits/flood.ts';
import { Download, downloadOf } from '../methods/download.ts';
import type { Method } from '../methods/method.ts';
import { findMethod } from '../methods/table.ts';
import { isRawResult } from '../methods/updates.ts';
import { joinSignals } from '../records/join-signals.ts';
import { Refusal, tooManyRequests } from '../records/refusal.ts';
import type { World } from '../records/world.ts';
import type { Args } from './args.ts';
import { decode, type Request } from './decode.ts';
import { answerOf, gatewayPage, type Reply, refused, succeeded } from './reply.ts';

export interface Desk {
  readonly world: World;
  readonly faults: FaultBook;
  readonly flood: Flood;
  readonly log: CallLog;
  readonly count: Count;
  readonly waiting: ReadonlyMap<string, { name: string; method: Method }>;
}

/** Answers one request, with everything that may go wrong on the way. The signal is the caller hanging up. */
export async function answer(desk: Desk, request: Request, signal: AbortSignal): Promise<Reply> {
  const route = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.path);
  if (!route) return refused(new Refusal(404, 'Not Found'));
  const [, isFile, token = '', rest = ''] = route;
  const args = decode(request);
  const isKnown =
    desk.world.bot.token !== undefined && decodeURIComponent(token) === desk.world.bot.token;
  const found = isFile
    ? downloadOf(rest)
    : (findMethod(rest) ?? desk.waiting.get(rest.toLowerCase()));
  const call = logged(desk, found?.name ?? rest, args);
  using joined = joinSignals(signal, desk.faults.line, desk.world.life);
  const stop = joined.signal;
  try {
    const reply = await replyTo(desk, call, stop, () => {
      if (!isKnown) throw new Refusal(401, 'Unauthorized');
      if (!found) throw new Refusal(404, 'Not Found');
      return { method: found.method, args };
    });
    return settled(desk, call, reply);
  } catch (error) {
    if (error instanceof Refusal) return settled(desk, call, refused(error));
    if (!stop.aborted) {
      const bug = new Refusal(500, `Internal Server Error: ${String(error)}`);
      return settled(desk, call, refused(bug));
    }
    if (signal.aborted) {
      call.answer = { ok: false, lost: 'hung-up' };
      throw signal.reason;
    }
    return settled(desk, call, { type: 'reset' });
  }
}

type Open = () => { method: Method; args: Args };

async function replyTo(desk: Desk, call: Call, stop: AbortSignal, open: Open): Promise<Reply> {
  const { faults, world } = desk;
  if (faults.isOut) return { type: 'refused' };
  const fault = faults.match(call);
  call.fault = fault;
  const instead = await before(desk, call, fault, stop);
  if (instead) return instead;
  const { method, args } = open();
  admit(desk, call, typeof method.cost === 'number' ? method.cost : method.cost(args));
  const result: unknown = await method.run(world, args, stop);
  const reply = replyWith(result);
  world.bell.ring();
  return after(desk, fault, reply, stop);
}

function admit({ flood, world }: Desk, call: Call, cost: number): void {
  if (cost === 0) return;
  const chat = world.chats.get(call.chatId ?? 0);
  const verdict = flood.admit(chat?.api, cost);
  call.isDuringPause = verdict.isDuringPause;
  call.isFirstRefusal = verdict.isFirstRefusal;
  if (verdict.retryAfterS !== undefined) throw tooManyRequests(verdict.retryAfterS);
}

/** A fault that strikes before the server has done anything. */
async function before(
  { flood, world }: Desk,
  call: Call,
  fault: Fault | undefined,
  stop: AbortSignal,
): Promise<Reply | undefined> {
  switch (fault?.type) {
    case 'flood':
      // An injected refusal is a real pause: what the bot does during it is counted.
      if (call.chatId !== undefined) {
        flood.ban(call.chatId, fault.retryAfterS);
        flood.told(call.chatId);
      }
      throw tooManyRequests(fault.retryAfterS);
    case 'refuse':
      throw new Refusal(fault.code, fault.description);
    case 'error':
      throw new Refusal(fault.code, fault.code === 500 ? 'Internal Server Error' : 'Bad Gateway');
    case 'page':
      return gatewayPage(fault.code);
    case 'outage':
      return { type: 'refused' };
    case 'half-open':
      return never(stop);
    case 'reset':
      return fault.when === 'before' ? { type: 'reset' } : undefined;
    case 'never':
      return fault.when === 'before' ? never(stop) : undefined;
    case 'slow':
      if (fault.when !== 'after') await world.clock.sleep(fault.ms, stop);
      return undefined;
    case undefined:
      return undefined;
  }
}

/** A fault that strikes when all is done: the bot cannot know that it was. */
async function after(
  { world }: Desk,
  fault: Fault | undefined,
  reply: Reply,
  stop: AbortSignal,
): Promise<Reply> {
  if (fault?.type === 'reset') return { type: 'reset' };
  if (fault?.type === 'never') return never(stop);
  if (fault?.type === 'slow' && fault.when === 'after') await world.clock.sleep(fault.ms, stop);
  return reply;
}

const never = (stop: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (stop.aborted) reject(stop.reason);
    else stop.addEventListener('abort', () => reject(stop.reason), { once: true });
  });

function logged({ world, log, count }: Desk, method: string, args: Args): Call {
  const call: Call = {
    id: count.total + 1,
    method,
    params: args.raw,
    chatId: args.has('chat_id') ? args.integer('chat_id') : undefined,
    topic: args.integer('message_thread_id'),
    at: world.clock.now(),
    monotonicAt: world.clock.monotonic(),
    endedAt: undefined,
    fault: undefined,
    isDuringPause: false,
    isFirstRefusal: false,
    answer: undefined,
  };
  log.add(call);
  count.begin(call);
  return call;
}

function settled({ world, count }: Desk, call: Call, reply: Reply): Reply {
  call.answer = answerOf(reply);
  call.endedAt = world.clock.now();
  count.end(call);
  world.bell.ring();
  return reply;
}

const replyWith = (result: unknown): Reply =>
  result instanceof Download
    ? { type: 'file', bytes: result.file.bytes, mime: result.file.mime }
    : succeeded(isRawResult(result) ? result.rawJson : JSON.stringify(result));
