/** Whether anything can have reached the server. */
export type WireOutcome = 'not-sent' | 'unknown';

/**
 * A request that got no answer of the Bot API. Made where the network is touched, with words of our
 * own only: the errors of Node and of HTTP clients name the URL, and the URL holds the token.
 */
export class WireFailure extends Error {
  override readonly name = 'WireFailure';
  readonly outcome: WireOutcome;
  /** The status of an answer that was no Bot API answer, such as a proxy's page. */
  readonly status: number | undefined;
  /** Nobody answered within the call's deadline. */
  readonly isTimeout: boolean;

  constructor(
    outcome: WireOutcome,
    message: string,
    { status, isTimeout = false }: { status?: number; isTimeout?: boolean } = {},
  ) {
    super(message);
    this.outcome = outcome;
    this.status = status;
    this.isTimeout = isTimeout;
  }
}

// Raised before a connection stands, so that nothing was written (Node, errors.html; libuv, uv-errno.h).
const beforeConnect = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ECONNTIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * What any thrown value says about the wire. Only its code is read: texts may hold the URL.
 *
 * @param isConnected whether a connection stood; undefined where the client does not tell
 */
export function toWireFailure(thrown: unknown, isConnected?: boolean): WireFailure {
  if (thrown instanceof WireFailure) return thrown;
  const code = codeOf(thrown);
  const isBefore = isConnected === undefined ? beforeConnect.has(code ?? '') : !isConnected;
  return new WireFailure(isBefore ? 'not-sent' : 'unknown', code ?? 'network error');
}

// Clients wrap the system's error in a `cause` or an `error`; several addresses tried make `errors`.
function codeOf(thrown: unknown, depth = 0): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return undefined;
  if (
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    /^[A-Z][A-Z0-9_]+$/.test(thrown.code)
  ) {
    return thrown.code;
  }
  const inner = [
    'cause' in thrown && thrown.cause,
    'error' in thrown && thrown.error,
    'errors' in thrown && Array.isArray(thrown.errors) && (thrown.errors[0] as unknown),
  ];
  for (const next of inner) {
    const code = codeOf(next, depth + 1);
    if (code !== undefined) return code;
  }
  return undefined;
}
