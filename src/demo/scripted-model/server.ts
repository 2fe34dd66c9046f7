import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../base/clock.ts';
import { wireFailure } from './failure.ts';
import { nextSegment, play, type Voice } from './play.ts';
import { type ModelRequest, parseRequest } from './request.ts';
import type { SimStep } from './step.ts';

export interface ScriptedModel extends AsyncDisposable {
  /** The provider's `base_url`. */
  readonly url: string;
  /** Every request, in the order of arrival. */
  readonly requests: readonly ModelRequest[];
  /** How many messages of people hold `text`, over all threads: 1 is right, 0 is lost, 2 is doubled. */
  count(text: string): number;
  /** Unix milliseconds at which the newest answer's last word went out. */
  readonly answeredAt: number | undefined;
  close(): Promise<void>;
}

export interface ScriptedModelOptions {
  readonly clock?: Clock;
  readonly port?: number;
  /** The program, as `[[sim: …]]`, for a prompt in plain words; undefined for an echo. */
  readonly programFor?: (prompt: string) => string | undefined;
}

/** Starts a model on loopback that does what the programs in its prompts say. */
export async function createScriptedModel(
  options: ScriptedModelOptions = {},
): Promise<ScriptedModel> {
  const clock = options.clock ?? systemClock;
  const requests: ModelRequest[] = [];
  const stop = new AbortController();
  let ids = 0;
  let answeredAt: number | undefined;
  const programmed = (request: ModelRequest): ModelRequest => {
    if (request.prompt.includes('[[sim:')) return request;
    return { ...request, prompt: options.programFor?.(request.prompt) ?? request.prompt };
  };
  const newId = (): string => `sim${(++ids).toString(36).padStart(5, '0')}`;

  const server = createServer((incoming, response) => {
    void (async () => {
      const request = parseRequest(await bodyOf(incoming), clock.now());
      requests.push(request);
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const ends = AbortSignal.any([gone.signal, stop.signal]);
      await answer(programmed(request), response, newId, clock, ends);
      answeredAt = clock.now();
    })().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const close = async (): Promise<void> => {
    stop.abort();
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    count: (text) => countIn(requests, text),
    get answeredAt() {
      return answeredAt;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

// Each request repeats its thread's history, so a thread's last one tells about all of its prompts.
function countIn(requests: readonly ModelRequest[], text: string): number {
  const last = new Map(requests.map((request) => [request.thread, request.userTexts]));
  return [...last.values()].flat().filter((user) => user.includes(text)).length;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(
  request: ModelRequest,
  response: ServerResponse,
  newId: () => string,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const steps = nextSegment(request);
  const nowSeconds = Math.floor(clock.now() / 1000);
  const fail = steps.find((step) => step.type === 'fail');
  const failure = fail && wireFailure(fail.failure, nowSeconds + fail.resets);
  const limits = limitHeaders(steps, nowSeconds);
  if (failure?.type === 'status') {
    response.writeHead(failure.status, { ...limits, 'content-type': 'application/json' });
    response.end(JSON.stringify(failure.body));
    return;
  }
  response.writeHead(200, { ...limits, 'content-type': 'text/event-stream' });
  const voice: Voice = {
    newId,
    event: (event) => response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  };
  const id = `resp_${newId()}`;
  voice.event({ type: 'response.created', response: { id } });
  await play(request, voice, clock, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (failure) {
    voice.event({ type: 'response.failed', response: { id, error: failure.error } });
  } else {
    voice.event({ type: 'response.completed', response: { id, usage } });
  }
  response.end();
}

const usage = {
  input_tokens: 1200,
  input_tokens_details: { cached_tokens: 800 },
  output_tokens: 60,
  output_tokens_details: { reasoning_tokens: 10 },
  total_tokens: 1260,
};

function limitHeaders(steps: readonly SimStep[], nowSeconds: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const step of steps) {
    if (step.type !== 'limits') continue;
    if (step.primary !== undefined) {
      headers['x-codex-primary-used-percent'] = String(step.primary);
      headers['x-codex-primary-window-minutes'] = '300';
      headers['x-codex-primary-reset-at'] = String(nowSeconds + step.primaryResets);
    }
    if (step.secondary !== undefined) {
      headers['x-codex-secondary-used-percent'] = String(step.secondary);
      headers['x-codex-secondary-window-minutes'] = '10080';
      headers['x-codex-secondary-reset-at'] = String(nowSeconds + 3 * 86_400);
    }
  }
  return headers;
}
