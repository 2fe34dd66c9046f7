import type { FileChange } from '../../../model/item.ts';
import type { FileUpdateChange } from '../protocol/generated/protocol.ts';

/** The wire has hunks for an update, but the bare content for an added file (codex/README.md, section 4). */
export function toFileChange({ path, kind, diff }: FileUpdateChange): FileChange {
  const text = kind.type === 'update' ? diff : signed(kind.type === 'add' ? '+' : '-', diff);
  const lines = text.split('\n');
  return {
    path,
    kind: kind.type,
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
    diff: text,
  };
}

function signed(sign: '+' | '-', content: string): string {
  if (content === '' || content.startsWith('@@ ')) return content;
  const lines = content.endsWith('\n') ? content.slice(0, -1).split('\n') : content.split('\n');
  return `${lines.map((line) => `${sign}${line}`).join('\n')}\n`;
}
