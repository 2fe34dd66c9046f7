/** Where a link leads, as far as Telegram and a phone can follow. */
export type Target =
  | { readonly type: 'web'; readonly url: string }
  /** A file at the desk, with its line as `:10`. */
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'other'; readonly text: string };

/** Longer ones cost too much of the 9,500 bytes that a message has for all its entities. */
const longestUrl = 2000;

export function targetOf(href: string): Target {
  const url = webUrl(href);
  if (url !== undefined) return { type: 'web', url };
  const path = filePath(href);
  return path === undefined ? { type: 'other', text: href } : { type: 'file', path };
}

/**
 * The URL in a form that Telegram takes, or nothing. One bad URL fails the whole message: `Entity URL '…' is
 * invalid` (TDLib: wrong HTTP URL, host is invalid, disallowed character in URL host, wrong port number).
 */
export function webUrl(href: string): string | undefined {
  if (!/^https?:/i.test(href)) return undefined;
  const url = URL.parse(href);
  if (!url || url.port === '0' || url.href.length > longestUrl) return undefined;
  const named = /[^.]/.test(url.hostname) && /[.:]/.test(url.hostname);
  const clean = /^[\w.~!$&'()*+,;=-]+$|^\[[\da-f:.]+\]$/i.test(url.hostname);
  return named && clean && !/\s/.test(url.href) ? url.href : undefined;
}

function filePath(href: string): string | undefined {
  const path = href.replace(/^file:\/\/(?=\/)/i, '').replace(/^\/(?=[a-z]:[\\/])/i, '');
  const foreign = /^[a-z][a-z\d+.-]+:(?!\d+(?:$|:))|^[#?]|^\/\/|^$|\s*@/i.test(path);
  if (foreign || !/[./\\]/.test(path)) return undefined;
  return decoded(path).replace(/#L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?$/, lineSuffix);
}

const lineSuffix = (_: string, first: string, last: string | undefined): string =>
  last === undefined ? `:${first}` : `:${first}-${last}`;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
