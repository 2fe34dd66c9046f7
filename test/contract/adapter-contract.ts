import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type CodexEngine, codexEngine } from '../../src/engine/codex/adapter/engine.ts';
import { EngineError, type ThreadSnapshot } from '../../src/model/engine.ts';
import type { EngineEvent } from '../../src/model/engine-event.ts';
import type { ClientId, ThreadId } from '../../src/model/ids.ts';
import type { Contract, EngineRig } from './engine-contract.ts';

/** The same server seen through the bridge's own interface. */
export function adapterContract({ rig }: Contract): void {
  test('a turn is told in records, and history tells the same items', async ({ signal }) => {
    await using one = await openEngine(rig(), signal);
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const program =
      '[[sim: think "T."; say "S."; run "echo r"; patch add:same.md "x"; final "F."]]';
    const turn = await one.engine.startTurn(thread, prompt(program), label('pd-a1'), signal);
    const end = await one.until('turn-ended', ({ turn: ended }) => ended === turn);
    expect(end).toMatchObject({ thread, outcome: 'completed', error: undefined });
    const told = one.events.flatMap((event) =>
      event.type === 'item-completed' && event.turn === turn ? event.item : [],
    );
    expect(told.map(({ type }) => type)).toEqual([
      'user-message',
      'reasoning',
      'agent-message',
      'command',
      'file-change',
      'agent-message',
    ]);
    expect(told[0]).toMatchObject({ clientId: 'pd-a1' });
    expect(told[3]).toMatchObject({ command: 'echo r', output: 'r\n', exitCode: 0 });
    expect(told[4]).toMatchObject({
      changes: [{ kind: 'add', added: 1, removed: 0, diff: '+x\n' }],
    });
    expect(told[5]).toMatchObject({ text: 'F.', phase: 'final' });
    const { turns, older } = await one.engine.readTurns(thread, undefined, 5, signal);
    expect(turns).toMatchObject([{ id: turn, outcome: 'completed', items: told }]);
    expect(older).toBeUndefined();
  });

  test('a request is answered once, by the decision of a person', async ({ signal }) => {
    await using one = await openEngine(rig(), signal);
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const program = '[[sim: run "echo q" escalate why="Sure?"; final "z"]]';
    const turn = await one.engine.startTurn(thread, prompt(program), label('pd-a2'), signal);
    const { request } = await one.until('request', (event) => event.request.turn === turn);
    expect(request.ask).toMatchObject({ type: 'command', command: 'echo q', reason: 'Sure?' });
    one.engine.answer(request.rpc, { type: 'decision', decision: { type: 'once' } });
    one.engine.answer(request.rpc, { type: 'decision', decision: { type: 'no' } });
    const resolved = await one.until('request-resolved', ({ rpc }) => rpc === request.rpc);
    expect(resolved.thread).toBe(thread);
    const { item } = await one.until('item-completed', (event) => event.item.type === 'command');
    expect(item).toMatchObject({ id: request.item, status: 'completed' });
    await one.until('turn-ended', ({ turn: ended }) => ended === turn);
  });

  test('a stop that follows the start at once still stops the turn', async ({ signal }) => {
    await using one = await openEngine(rig(), signal);
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const turn = await one.engine.startTurn(
      thread,
      prompt('[[sim: wait 5000; final "x"]]'),
      label('pd-a3'),
      signal,
    );
    await one.engine.interrupt(thread, turn, signal);
    const end = await one.until('turn-ended', ({ turn: ended }) => ended === turn);
    expect(end.outcome).toBe('interrupted');
  });

  test('calls say what may be done after they failed', async ({ signal }) => {
    await using one = await openEngine(rig(), signal);
    const failure = async (call: Promise<unknown>) => {
      const error = await call.catch((reason: unknown) => reason);
      return error instanceof EngineError ? error.failure : error;
    };
    const nobody = '01a1fce4-630e-79b2-aee3-ace960f43052' as ThreadId;
    expect(await failure(one.engine.resumeThread(nobody, 1, () => {}, signal))).toBe('gone');
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const turn = await one.engine.startTurn(thread, prompt('hi'), label('pd-a4'), signal);
    await one.until('turn-ended', ({ turn: ended }) => ended === turn);
    expect(await failure(one.engine.interrupt(thread, turn, signal))).toBe('stale');
    const steer = one.engine.steer(thread, turn, prompt('x'), label('pd-a5'), signal);
    expect(await failure(steer)).toBe('stale');
  });

  test('after the server died the engine is connected again and the thread goes on', async ({
    signal,
  }) => {
    await using one = await openEngine(rig(), signal);
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const program = '[[sim: say "Kept."; run "echo d" escalate; final "never"]]';
    const turn = await one.engine.startTurn(thread, prompt(program), label('pd-a6'), signal);
    const { request } = await one.until('request', (event) => event.request.turn === turn);
    await rig().kill();
    await one.until('disconnected', () => true);
    expect(one.engine.health().connected).toBe(false);
    await rig().start();
    await one.until('connected', ({ epoch }) => epoch === 2);
    let found: ThreadSnapshot | undefined;
    await one.engine.resumeThread(thread, 2, (snapshot) => (found = snapshot), signal);
    expect(found?.thread.status).toBe('idle');
    expect(found?.turns).toMatchObject([
      { id: turn, outcome: 'interrupted', items: [{ clientId: 'pd-a6' }, { text: 'Kept.' }] },
    ]);
    // An old button must not answer a request of the new server that has the same id on the wire.
    const next = await one.engine.startTurn(thread, prompt(program), label('pd-a7'), signal);
    const fresh = await one.until('request', (event) => event.request.turn === next);
    expect(fresh.request.rpc).not.toBe(request.rpc);
    one.engine.answer(request.rpc, { type: 'decision', decision: { type: 'no' } });
    one.engine.answer(fresh.request.rpc, { type: 'decision', decision: { type: 'stop' } });
    const end = await one.until('turn-ended', ({ turn: ended }) => ended === next);
    expect(end.outcome).toBe('interrupted');
  });

  test('a turn on a thread that the server has unloaded resumes it by itself', async ({
    signal,
  }) => {
    await using one = await openEngine(rig(), signal);
    const { id: thread } = await one.engine.startThread({ cwd: rig().project }, signal);
    const first = await one.engine.startTurn(thread, prompt('one'), label('pd-a8'), signal);
    await one.until('turn-ended', ({ turn }) => turn === first);
    await rig().kill();
    await one.until('disconnected', () => true);
    await rig().start();
    await one.until('connected', ({ epoch }) => epoch === 2);
    const second = await one.engine.startTurn(thread, prompt('two'), label('pd-a9'), signal);
    expect((await one.until('turn-ended', ({ turn }) => turn === second)).outcome).toBe(
      'completed',
    );
  });
}

const prompt = (text: string) => ({ text, images: [] });
const label = (text: string) => text as ClientId;

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

interface OpenEngine extends AsyncDisposable {
  readonly engine: CodexEngine;
  readonly events: readonly EngineEvent[];
  until<T extends EngineEvent['type']>(type: T, is: (event: Of<T>) => boolean): Promise<Of<T>>;
}

async function openEngine(rig: EngineRig, signal: AbortSignal): Promise<OpenEngine> {
  const events: EngineEvent[] = [];
  const watching = new Set<() => void>();
  const engine = codexEngine({
    connect: rig.connect,
    clock: systemClock,
    client: { name: 'pocketdex', version: '0.0.1' },
    shared: true,
    onEvent(event) {
      events.push(event);
      for (const look of watching) look();
    },
    onNotice: () => {},
  });
  const stop = new AbortController();
  const ended = engine.run(AbortSignal.any([signal, stop.signal])).catch(() => undefined);
  const until: OpenEngine['until'] = async <T extends EngineEvent['type']>(
    type: T,
    is: (event: Of<T>) => boolean,
  ) =>
    new Promise<Of<T>>((resolve, reject) => {
      const give = () =>
        reject(new Error(`Never told ${type}: ${events.map((e) => e.type).join()}`));
      const look = () => {
        const found = events.find(
          (event): event is Of<T> => event.type === type && is(event as Of<T>),
        );
        if (!found) return;
        watching.delete(look);
        signal.removeEventListener('abort', give);
        resolve(found);
      };
      watching.add(look);
      signal.addEventListener('abort', give, { once: true });
      look();
    });
  await until('connected', () => true);
  return {
    engine,
    events,
    until,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
    },
  };
}
