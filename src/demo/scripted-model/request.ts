/** What the scripted model needs of a request to `/responses`. */
export interface ModelRequest {
  /** Unix milliseconds of its arrival. */
  readonly at: number;
  readonly thread: string;
  readonly turn: string;
  readonly model: string;
  readonly effort: string;
  /** The person's messages in the whole history, oldest first. */
  readonly userTexts: readonly string[];
  /** The message with the turn's program, or the one that began it. */
  readonly prompt: string;
  /** Messages that arrived after it. */
  readonly steers: readonly string[];
  /** What the turn's calls have given back since. */
  readonly outputs: readonly string[];
  readonly toolNames: readonly string[];
}

interface InputItem {
  readonly type?: string;
  readonly role?: string;
  readonly id?: string;
  readonly content?: readonly { readonly text?: string }[];
  readonly output?: unknown;
}

interface Body {
  readonly model?: string;
  readonly reasoning?: { readonly effort?: string } | null;
  readonly input?: readonly InputItem[];
  readonly tools?: readonly { readonly name?: string }[];
  readonly client_metadata?: Readonly<Record<string, string>>;
}

export function parseRequest(text: string, at: number): ModelRequest {
  const body = JSON.parse(text) as Body;
  const turn = body.client_metadata?.['turn_id'] ?? '';
  const input = body.input ?? [];
  const own = input.slice(turnStart(input, turn));
  const users = own.flatMap((item, index) =>
    isPersons(item) ? [{ index, text: textOf(item) }] : [],
  );
  const begin = users.findLast(({ text }) => text.includes('[[sim:')) ?? users[0];
  const after = own.slice(begin ? begin.index + 1 : 0);
  return {
    at,
    thread: body.client_metadata?.['thread_id'] ?? '',
    turn,
    model: body.model ?? '',
    effort: body.reasoning?.effort ?? '',
    userTexts: input.filter(isPersons).map(textOf),
    prompt: begin?.text ?? '',
    steers: after.filter(isPersons).map(textOf),
    outputs: after.filter(isOutput).map(({ output }) => outputText(output)),
    toolNames: body.tools?.flatMap(({ name }) => name ?? []) ?? [],
  };
}

// Codex numbers turns and user messages with UUIDv7, which sort by time: the first message that is not
// older than the turn began it (seen on 0.169.0: ids `msg_<uuid>`, `client_metadata.turn_id`).
function turnStart(input: readonly InputItem[], turn: string): number {
  const first = input.findIndex((item) => isPersons(item) && uuidOf(item) >= turn);
  if (first >= 0) return first;
  return Math.max(0, input.findLastIndex(isPersons));
}

const uuidOf = ({ id }: InputItem): string => id?.replace(/^msg_/, '') ?? '';

// What Codex itself says in the person's name stands in tags: environment, aborted turns, skills.
const isPersons = (item: InputItem): boolean =>
  item.type === 'message' && item.role === 'user' && !/^\s*<[a-z_]+[\s>]/.test(textOf(item));

const textOf = ({ content }: InputItem): string =>
  content?.map(({ text }) => text ?? '').join('') ?? '';

const isOutput = ({ type }: InputItem): boolean =>
  type === 'function_call_output' || type === 'custom_tool_call_output';

const outputText = (output: unknown): string =>
  typeof output === 'string' ? output : JSON.stringify(output);
