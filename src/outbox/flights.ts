import type { Clock } from '../base/clock.ts';
import type { Wake } from '../base/wake.ts';
import type { Call, CallResult, Channel } from '../model/call.ts';
import type { InFlight } from './plan/choose.ts';

/** A call under way. `seq` is its slot's row; calls without one hold up nothing. */
type Flight = InFlight & { readonly seq: number | undefined };

/** The calls under way: begun, watched, and brought to an end when the outbox stops. */
export interface Flights {
  list(): readonly Flight[];
  isUnderWay(seq: number): boolean;
  /** @param flight undefined for a call that no budget and no order concerns */
  launch(flight: Flight | undefined, call: Call, land: (result: CallResult) => void): void;
  /** @throws what failed in a call or its landing since `open` */
  check(): void;
  open(): void;
  /** Waits a while for what is under way, so that a shutdown leaves no doubt, then cuts it off. */
  close(clock: Clock): Promise<void>;
}

const patienceMs = 3000;

export function createFlights(channel: Channel, wake: Wake): Flights {
  const flying = new Set<Flight>();
  const tasks = new Set<Promise<void>>();
  let calls = new AbortController();
  let failure: { readonly error: unknown } | undefined;

  const fly = async (
    flight: Flight | undefined,
    call: Call,
    land: (result: CallResult) => void,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const result = await channel.call(call, signal);
      if (flight) flying.delete(flight);
      // After a failure nothing is written any more: the next start settles what is open.
      if (!failure) land(result);
    } catch (error) {
      if (!signal.aborted) failure ??= { error };
    } finally {
      if (flight) flying.delete(flight);
      wake.wake();
    }
  };

  return {
    list: () => [...flying],
    isUnderWay: (seq) => [...flying].some((flight) => flight.seq === seq),
    launch: (flight, call, land) => {
      if (flight) flying.add(flight);
      const task = fly(flight, call, land, calls.signal).finally(() => tasks.delete(task));
      tasks.add(task);
    },
    check: () => {
      if (failure) throw failure.error;
    },
    open: () => {
      calls = new AbortController();
      failure = undefined;
    },
    close: async (clock) => {
      const over = new AbortController();
      const landed = Promise.allSettled(tasks).then(() => over.abort());
      const cutOff = clock.sleep(failure ? 0 : patienceMs, over.signal).then(
        () => calls.abort(),
        () => undefined,
      );
      await Promise.all([landed, cutOff]);
    },
  };
}
