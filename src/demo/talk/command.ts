/** What a line at the keyboard asks for. */
export type Command =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'press'; readonly number: number }
  | { readonly type: 'topic'; readonly name: string }
  | { readonly type: 'desk'; readonly text: string }
  | { readonly type: 'kill' | 'quit' | 'nothing' };

/** What is not a command of ours is said in the chat, commands of the bridge among it. */
export function parseLine(line: string): Command {
  const text = line.trim();
  if (text === '') return { type: 'nothing' };
  const [, number] = /^(?:\/press\s+)?(\d{1,2})$/.exec(text) ?? [];
  if (number !== undefined) return { type: 'press', number: Number(number) };
  const [, word, rest = ''] = /^\/(topic|desk|kill|quit)\b\s*(.*)$/s.exec(text) ?? [];
  switch (word) {
    case 'topic':
      return rest === '' ? { type: 'nothing' } : { type: 'topic', name: rest };
    case 'desk':
      return rest === '' ? { type: 'nothing' } : { type: 'desk', text: rest };
    case 'kill':
    case 'quit':
      return { type: word };
    default:
      return { type: 'say', text };
  }
}
