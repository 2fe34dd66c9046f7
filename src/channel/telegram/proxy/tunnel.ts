import type { Socket } from 'node:net';
import { WireFailure } from '../api/wire-failure.ts';

/** Where a proxy shall lead to; it looks the name up itself. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Opens a way through a proxy. Rejects with a `WireFailure`: nothing can have reached the target. */
export type Tunnel = (target: Target, signal: AbortSignal) => Promise<Socket>;

/** The proxy's own words at most, never its address: that may hold a name and a password. */
export const noWay = (why: string): WireFailure =>
  new WireFailure('not-sent', `no way through the proxy: ${why}`);

/** The proxy's host, without the brackets that an IPv6 address has in a URL. */
export const hostOf = (proxy: URL): string => proxy.hostname.replace(/^\[|\]$/g, '');

/** Name and password of a proxy, as they were before they were written into a URL. */
export function credentialsOf({ username, password }: URL) {
  if (username === '' && password === '') return undefined;
  return { user: decoded(username), password: decoded(password) };
}

// A lone percent sign is no escape: it stands for itself.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
