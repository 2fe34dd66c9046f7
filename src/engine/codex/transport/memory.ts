import type { Transport, TransportHandlers } from './transport.ts';

/**
 * Two ends of one wire inside a process. A message arrives in a microtask of its own, in order, as a
 * copy that went through JSON: what the wire would drop is dropped here too.
 */
export function memoryTransports(): readonly [Transport, Transport] {
  const left = end();
  const right = end();
  left.peer = right;
  right.peer = left;
  return [left.transport, right.transport];
}

interface End {
  peer: End | undefined;
  handlers: TransportHandlers | undefined;
  closed: boolean;
  readonly transport: Transport;
}

function end(): End {
  const self: End = {
    peer: undefined,
    handlers: undefined,
    closed: false,
    transport: {
      start(handlers) {
        self.handlers = handlers;
      },
      send(message) {
        if (self.closed) throw new Error('the connection is closed');
        const text = JSON.stringify(message);
        queueMicrotask(() => {
          if (self.peer && !self.peer.closed) self.peer.handlers?.message(JSON.parse(text));
        });
      },
      close() {
        finish(self, 'closed by us');
        if (self.peer) finish(self.peer, 'the other end closed the connection');
      },
    },
  };
  return self;
}

function finish(self: End, reason: string): void {
  if (self.closed) return;
  self.closed = true;
  queueMicrotask(() => self.handlers?.closed(reason));
}
