const wrongUrl = 'Wrong HTTP URL';
const ownSchemes = /^(tg|ton|tonsite):(\/\/)?./i;

/**
 * Why Telegram refuses a link, or nothing. Only http(s) with a dotted host or an IP literal and Telegram's own
 * schemes pass; text without a scheme is read as http (TDLib, LinkManager).
 */
export function linkFault(url: string): string | undefined {
  const trimmed = url.trim();
  if (trimmed === '') return 'URL is empty';
  if (ownSchemes.test(trimmed)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return 'Unsupported URL protocol';
  const address = scheme === undefined ? `http://${trimmed.replace(/^mailto:/i, '')}` : trimmed;
  const authority = /^https?:\/\/([^/?#]*)/i.exec(address)?.[1] ?? '';
  if (/\s/.test(authority)) return wrongUrl;
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  return parsed && /[.:]/.test(parsed.hostname) && !parsed.hostname.startsWith('.')
    ? undefined
    : wrongUrl;
}
