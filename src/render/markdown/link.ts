import type { Token } from './parser.ts';
import { writeQuietly } from './quiet-words.ts';
import { type Target, targetOf } from './target.ts';
import type { Writer } from './writer.ts';

/** What a link's or image's own words are, without formatting. */
export function labelOf(tokens: readonly Token[]): string {
  let label = '';
  for (const { type, content, children } of tokens) {
    if (type === 'softbreak' || type === 'hardbreak') label += ' ';
    else label += type === 'image' ? labelOf(children ?? []) : content;
  }
  return label;
}

/**
 * Writes a link: its label with the target behind it where Telegram can follow; a file as its path in code;
 * all else as `label (target)`.
 *
 * @param label the words of the link, to be left out where they say nothing that the target does not say
 * @param writeLabel writes them with their formatting
 */
export function writeLink(
  writer: Writer,
  href: string,
  label: string,
  writeLabel: (inLink: boolean) => void,
): void {
  const target = targetOf(href);
  const shown = label.trim();
  switch (target.type) {
    case 'web': {
      const from = writer.start();
      if (shown === '') writer.text(href);
      else writeLabel(true);
      writer.mark(from, { type: 'text_link', url: target.url });
      return;
    }
    case 'file':
      if (shown === '' || names(target.path, shown)) writeCode(writer, target.path);
      else besides(writer, writeLabel, () => writeCode(writer, target.path));
      return;
    case 'other':
      writeOther(writer, target, shown, writeLabel);
  }
}

function writeOther(
  writer: Writer,
  { text }: Target & { type: 'other' },
  shown: string,
  writeLabel: (inLink: boolean) => void,
): void {
  const address = text.replace(/^mailto:/i, '');
  if (address === '') writeLabel(false);
  else if (shown === '' || shown === address) writeTarget(writer, address);
  else besides(writer, writeLabel, () => writeTarget(writer, address));
}

function besides(writer: Writer, label: (inLink: boolean) => void, target: () => void): void {
  label(false);
  writer.text(' (');
  target();
  writer.text(')');
}

function writeTarget(writer: Writer, text: string): void {
  if (/^[@/]/.test(text)) writeCode(writer, text);
  else writeQuietly(writer, text);
}

export function writeCode(writer: Writer, text: string): void {
  const from = writer.start();
  writer.text(text.replaceAll('\n', ' '));
  writer.mark(from, { type: 'code' });
}

/** True when the label is the path or its end, so that the path says it all. */
function names(path: string, label: string): boolean {
  return path === label || path.endsWith(`/${label}`) || withoutLine(path).endsWith(`/${label}`);
}

const withoutLine = (path: string): string => `/${path.replace(/:\d+(?:[:-]\d+)?$/, '')}`;
