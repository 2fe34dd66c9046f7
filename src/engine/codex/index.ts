/**
 * A typed client of Codex's app-server, as `pocketdex/codex`. It knows nothing of the bridge.
 *
 * ```ts
 * const connect = connectTo({ place: { type: 'shared' }, codexHome, command: 'codex', … });
 * const connection = openConnection(await connect(signal), { notification, request, lost });
 * await handshake(connection, { name: 'mine', version: '1.0.0' }, [], signal);
 * const { thread } = await connection.request('thread/start', { cwd }, signal);
 * ```
 */
export { systemClock } from '../../base/clock.ts';
export { PocketdexError } from '../../model/error.ts';
export {
  type Connection,
  type ConnectionHandlers,
  type Method,
  openConnection,
  type Params,
  type Result,
} from './connection/connection.ts';
export { CallRefused, ConnectionLost, type Retry } from './connection/errors.ts';
export {
  type ClientName,
  handshake,
  type ServerInfo,
} from './connection/handshake.ts';
export { keepAlive, type LivenessOptions } from './connection/liveness.ts';
export { protocolVersion } from './protocol/generated/methods.ts';
export type * as protocol from './protocol/generated/protocol.ts';
export { findCodex } from './server/binary.ts';
export {
  connectTo,
  controlSocket,
  type ServerOptions,
  type ServerPlace,
} from './server/server.ts';
export type { Connect, Transport } from './transport/transport.ts';
