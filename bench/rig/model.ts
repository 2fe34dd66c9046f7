import { type Clock, systemClock } from '../../src/base/clock.ts';
import { createScriptedModel, type ScriptedModel } from '../../src/demo/scripted-model/server.ts';
import type { Moments } from './moments.ts';

/** The scripted model, with a note of every request and of the end of every `wait`. */
export async function openModel(moments: Moments): Promise<ScriptedModel> {
  let told = 0;
  const tell = (): void => {
    for (const { at, prompt } of model.requests.slice(told)) {
      told += 1;
      moments.note({
        ...{ place: 'model', name: 'request', text: prompt },
        at: at - performance.timeOrigin,
      });
    }
  };
  // The model reads the clock when a request has arrived as a whole, and sleeps where its program waits.
  const clock: Clock = {
    monotonic: systemClock.monotonic,
    now: () => {
      setImmediate(tell);
      return performance.timeOrigin + performance.now();
    },
    sleep: async (ms, signal) => {
      await systemClock.sleep(ms, signal);
      moments.note({ place: 'model-waited', name: String(ms), text: '', at: performance.now() });
    },
  };
  const model = await createScriptedModel({ clock });
  return model;
}
