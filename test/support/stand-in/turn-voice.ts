import { piecesOf } from '../../../src/demo/scripted-model/script.ts';
import type { ThreadItem } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { tell } from './news.ts';
import type { Running, Steer, ThreadState, World } from './state.ts';

type AgentMessage = Extract<ThreadItem, { type: 'agentMessage' }>;

/** What a running turn says on the wire; a finished item is also what history then holds. */
export class TurnVoice {
  readonly world: World;
  readonly thread: ThreadState;
  readonly running: Running;
  readonly signal: AbortSignal;

  constructor(world: World, thread: ThreadState, running: Running) {
    this.world = world;
    this.thread = thread;
    this.running = running;
    this.signal = AbortSignal.any([world.life.signal, running.stop.signal]);
  }

  get turnId(): string {
    return this.running.turn.id;
  }

  async pause(ms: number): Promise<void> {
    await this.world.clock.sleep(ms, this.signal);
  }

  started(item: ThreadItem): void {
    const startedAtMs = this.world.clock.now();
    tell(this.world, this.thread, 'item/started', { item, turnId: this.turnId, startedAtMs });
  }

  completed(item: ThreadItem): void {
    const completedAtMs = this.world.clock.now();
    this.running.turn.items.push(item);
    tell(this.world, this.thread, 'item/completed', {
      item,
      turnId: this.turnId,
      contentTokenCount: null,
      completedAtMs,
    } as never);
  }

  user({ input, clientId }: Steer): void {
    const id = this.world.ids.uuid();
    const item: ThreadItem = { type: 'userMessage', id, clientId, content: [...input] };
    this.started(item);
    this.completed(item);
  }

  async message(
    text: string,
    phase: AgentMessage['phase'],
    pieces: number,
    everyMs: number,
  ): Promise<void> {
    const id = this.world.ids.item('msg');
    const item = agentMessage(id, phase);
    this.started(item);
    for (const delta of piecesOf(text, pieces)) {
      tell(this.world, this.thread, 'item/agentMessage/delta', {
        turnId: this.turnId,
        itemId: id,
        delta,
      });
      if (everyMs > 0) await this.pause(everyMs);
    }
    this.completed({ ...item, text });
  }

  think(text: string): void {
    const id = this.world.ids.item('rs');
    const item: ThreadItem = { type: 'reasoning', id, summary: [], content: [] };
    const place = { turnId: this.turnId, itemId: id, summaryIndex: 0 };
    this.started(item);
    tell(this.world, this.thread, 'item/reasoning/summaryPartAdded', place);
    for (const delta of piecesOf(text, 3)) {
      tell(this.world, this.thread, 'item/reasoning/summaryTextDelta', { ...place, delta });
    }
    this.completed({ ...item, summary: [text] });
  }

  usage(): void {
    const step = {
      totalTokens: 1260,
      inputTokens: 1200,
      cachedInputTokens: 800,
      cacheWriteInputTokens: 0,
      outputTokens: 60,
      reasoningOutputTokens: 10,
    };
    tell(this.world, this.thread, 'thread/tokenUsage/updated', {
      turnId: this.turnId,
      tokenUsage: { total: step, last: step, modelContextWindow: 258_400 },
    });
  }
}

export const agentMessage = (
  id: string,
  phase: AgentMessage['phase'],
): AgentMessage & ThreadItem => ({
  type: 'agentMessage',
  moderation: null,
  id,
  text: '',
  phase,
  memoryCitation: null,
  delivery: null,
  questions: null,
});
