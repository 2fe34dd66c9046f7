import type { StateInline } from 'markdown-it';

const dollar = 0x24;
const backslash = 0x5c;
/** A formula is short and says something only TeX says; `$HOME/$USER` and an escaped bracket do not. */
const longest = 1000;
const telling = /\\[a-z]|[\^_={}]/i;
/** Where plain Markdown would read these otherwise, it is none of ours. */
const foreign = /`|&#?\w+;|\n\s*\n/;

/** Inline rule: `$a^2$`, `$$…$$`, `\(…\)` and `\[…\]` become one token with their source, delimiters and all. */
export function mathRule(state: StateInline, silent: boolean): boolean {
  const code = state.src.charCodeAt(state.pos);
  if (code !== dollar && code !== backslash) return false;
  const source = formulaAt(state.src, state.pos);
  if (source === undefined) return false;
  if (!silent) state.push('math', 'code', 0).content = source.replaceAll('\n', ' ');
  state.pos += source.length;
  return true;
}

function formulaAt(text: string, at: number): string | undefined {
  const open = text.slice(at, at + 2);
  switch (open) {
    case '$$':
      return enclosed(text, at, 2, '$$');
    case '\\(':
      return enclosed(text, at, 2, '\\)', /./s);
    case '\\[':
      return enclosed(text, at, 2, '\\]');
    default:
      return open.startsWith('$') ? betweenDollars(text, at) : undefined;
  }
}

function enclosed(
  text: string,
  at: number,
  skip: number,
  close: string,
  needs = telling,
): string | undefined {
  const window = text.slice(at, at + longest);
  const end = window.indexOf(close, skip);
  if (end <= skip) return undefined;
  const inner = window.slice(skip, end);
  if (foreign.test(inner) || !needs.test(inner)) return undefined;
  return window.slice(0, end + close.length);
}

/** As Pandoc reads it: no blank inside next to a dollar, no digit after the second. */
function betweenDollars(text: string, at: number): string | undefined {
  const source = enclosed(text, at, 1, '$');
  if (source === undefined || /^\$\s|\s\$$/.test(source)) return undefined;
  return /\w/.test(text.charAt(at + source.length)) ? undefined : source;
}
