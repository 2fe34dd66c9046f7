import type { Request as Asked } from './decode.ts';
import type { Reply } from './reply.ts';

type Handle = (request: Asked, signal: AbortSignal) => Promise<Reply>;

/**
 * The emulator as a `fetch` (WHATWG), without a socket: failures look as Node's own fetch makes them, a
 * `TypeError` whose cause has a `code`. Bodies may also be Node streams, as grammY's uploads are.
 */
export function createFetch(handle: Handle): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const hungUp = new AbortController();
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    // Listened to rather than combined: grammY's signal is a look-alike that `AbortSignal.any` refuses.
    const abort = (): void => hungUp.abort(signal?.reason ?? abortError());
    if (signal?.aborted) throw signal.reason ?? abortError();
    signal?.addEventListener('abort', abort);
    try {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
      const { body, contentType } = await read(input instanceof Request ? input : init);
      const reply = await handle(
        {
          path: url.pathname,
          query: url.searchParams,
          contentType: headers.get('content-type') ?? contentType,
          body,
        },
        hungUp.signal,
      );
      return toResponse(reply);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
}

function toResponse(reply: Reply): Response {
  switch (reply.type) {
    case 'json':
      return respond(reply.body, reply.status, 'application/json');
    case 'page':
      return respond(reply.body, reply.status, 'text/html');
    case 'file':
      return respond(Buffer.from(reply.bytes), 200, reply.mime);
    case 'reset':
      throw failed('read ECONNRESET', 'ECONNRESET', 'read');
    case 'refused':
      throw failed('connect ECONNREFUSED 127.0.0.1', 'ECONNREFUSED', 'connect');
  }
}

const respond = (body: string | Buffer<ArrayBuffer>, status: number, type: string): Response =>
  new Response(body, { status, headers: { 'content-type': type } });

const failed = (message: string, code: string, syscall: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code, syscall }) });

const abortError = (): DOMException => new DOMException('This operation was aborted', 'AbortError');

async function read(
  from: { readonly body?: unknown } | undefined,
): Promise<{ body: Buffer; contentType: string }> {
  const body = from?.body;
  if (body === undefined || body === null) return { body: Buffer.alloc(0), contentType: '' };
  if (typeof body === 'string') return { body: Buffer.from(body), contentType: 'text/plain' };
  if (body instanceof FormData || body instanceof URLSearchParams || body instanceof Blob) {
    const wrapped = new Response(body);
    const contentType = wrapped.headers.get('content-type') ?? '';
    return { body: Buffer.from(await wrapped.arrayBuffer()), contentType };
  }
  if (body instanceof Uint8Array) return { body: Buffer.from(body), contentType: '' };
  if (body instanceof ArrayBuffer) return { body: Buffer.from(body), contentType: '' };
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return { body: Buffer.concat(chunks), contentType: '' };
}
