import type { Clock } from '../../base/clock.ts';
import { callItem } from './call.ts';
import type { ModelRequest } from './request.ts';
import { fill, fillAnswer, madeUpText, piecesOf, segmentsOf, type Words } from './script.ts';
import { isCall, type SimStep } from './step.ts';

/** Where an answer goes: server-sent events of the Responses API. */
export interface Voice {
  event(event: { readonly type: string } & Record<string, unknown>): void;
  /** Ids of items; unique within the model's life. */
  newId(): string;
}

/** What the model does next. Nothing is remembered: the outputs in the request say how far it is. */
export function nextSegment(request: ModelRequest): readonly SimStep[] {
  const segments = segmentsOf(request.prompt);
  return segments[Math.min(request.outputs.length, segments.length - 1)] ?? [];
}

const wordsOf = ({ outputs, steers, model, effort }: ModelRequest): Words => ({
  last: outputs.at(-1) ?? '',
  steers,
  model,
  effort,
});

/** Plays one answer. Stops at a failure, which the caller has already looked for. */
export async function play(
  request: ModelRequest,
  voice: Voice,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const words = wordsOf(request);
  const phased = !segmentsOf(request.prompt)
    .flat()
    .some(({ type }) => type === 'nophase');
  const message = async (text: string, phase: string, pieces: number, everyMs: number) => {
    const id = `msg_${voice.newId()}`;
    const item = { type: 'message', id, role: 'assistant', ...(phased && { phase }) };
    voice.event({
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, content: [] },
    });
    for (const delta of piecesOf(text, pieces)) {
      voice.event({
        type: 'response.output_text.delta',
        item_id: id,
        output_index: 0,
        content_index: 0,
        delta,
      });
      if (everyMs > 0) await clock.sleep(everyMs, signal);
    }
    const content = [{ type: 'output_text', text, annotations: [] }];
    voice.event({ type: 'response.output_item.done', output_index: 0, item: { ...item, content } });
  };
  for (const step of nextSegment(request)) {
    if (isCall(step)) {
      const item = callItem(step, `call_${voice.newId()}`);
      voice.event({ type: 'response.output_item.done', output_index: 0, item });
      continue;
    }
    switch (step.type) {
      case 'think':
        think(fill(step.text, words), voice);
        break;
      case 'say':
        await message(fill(step.text, words), 'commentary', 4, 0);
        break;
      case 'final':
        await message(fillAnswer(step.text, words), 'final_answer', 4, 0);
        break;
      case 'stream': {
        const text = madeUpText(step.chars);
        await message(fillAnswer(text, words), 'final_answer', step.pieces, step.everyMs);
        break;
      }
      case 'plan': {
        const text = `<proposed_plan>\n${fill(step.text, words)}\n</proposed_plan>`;
        await message(text, 'final_answer', 4, 0);
        break;
      }
      case 'wait':
        await clock.sleep(step.ms, signal);
        break;
      case 'hang':
        await clock.sleep(2 ** 31 - 1, signal);
        break;
      case 'nophase':
      case 'limits': // headers
      case 'fail': // the status, or the stream's last event
        break;
    }
  }
}

function think(text: string, voice: Voice): void {
  const id = `rs_${voice.newId()}`;
  const item = { type: 'reasoning', id, summary: [] };
  voice.event({ type: 'response.output_item.added', output_index: 0, item });
  voice.event({ type: 'response.reasoning_summary_part.added', item_id: id, summary_index: 0 });
  for (const delta of piecesOf(text, 3)) {
    voice.event({
      type: 'response.reasoning_summary_text.delta',
      item_id: id,
      summary_index: 0,
      delta,
    });
  }
  const summary = [{ type: 'summary_text', text }];
  voice.event({ type: 'response.output_item.done', output_index: 0, item: { ...item, summary } });
}
