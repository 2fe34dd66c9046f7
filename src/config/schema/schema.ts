import * as z from 'zod/mini';
import { durationPattern, idPattern, sizePattern, wrongChat, wrongPerson } from './values.ts';

// What a person may write, key by key, as shared with editors by `pocketdex config schema`. Messages go
// on after "must be ". Defaults stand here, so that the schema tells them too.

const text = z.string().check(z.minLength(1, 'some text'));
const lines = z._default(z.array(text), []);
const flag = (value: boolean) => z._default(z.boolean(), value);
const duration = (value: string) =>
  z._default(
    z
      .string()
      .check(z.regex(durationPattern, 'a duration such as "30s", "5m", "24h" or "0" (never)')),
    value,
  );
const url = (schemes: string) =>
  z.string().check(z.regex(new RegExp(`^(?:${schemes})://.`), `a URL (${schemes})`));
const count = (value: number, least: number) =>
  z._default(z.int().check(z.minimum(least, `a whole number from ${least}`)), value);

const idNumber = z.union([
  z.int(),
  z.string().check(z.regex(idPattern, 'a numeric id: a username can pass to somebody else')),
]);
const id = (wrong: (id: number) => string | undefined) =>
  idNumber.check((ctx) => {
    const message = wrong(Number(ctx.value));
    if (message !== undefined) {
      ctx.issues.push({ code: 'custom', message: `another id: ${message}`, input: ctx.value });
    }
  });
const person = id(wrongPerson);
const people = z._default(z.array(person), []);

const approvalPolicy = z.optional(z.enum(['untrusted', 'on-request', 'never']));
const sandbox = z.optional(z.enum(['read-only', 'workspace-write', 'danger-full-access']));
const threadSettings = {
  model: z.optional(text),
  effort: z.optional(text),
  approval_policy: approvalPolicy,
  sandbox,
};
const detail = z.enum(['off', 'summary', 'full']);

const telegram = z.strictObject({
  // What @BotFather gives: the bot's id, a colon, a secret.
  bot_token: z.optional(
    z.string().check(z.regex(/^\d+:[\w-]+$/, 'a bot token as @BotFather gives it (123456:ABC…)')),
  ),
  bot_token_file: z.optional(text),
  api_root: z._default(url('https?'), 'https://api.telegram.org'),
  proxy: z.optional(url('https?|socks[45]?h?')),
  chat_ids: z._default(z.array(id(wrongChat)), []),
  groups: z._default(z.enum(['mention', 'all']), 'mention'),
  upload_final_answer_files: flag(false),
  upload_dirs: lines,
  language: z.optional(text),
});

const access = z.strictObject({
  owners: people,
  users: people,
  approvers: people,
  viewers: people,
  pairing: z._default(z.enum(['open', 'closed']), 'open'),
  group_members: z._default(z.enum(['listed', 'everyone']), 'listed'),
});

const codex = z.strictObject({
  command: z._default(text, 'codex'),
  args: z._default(z.array(z.string()), []),
  env: z._default(z.record(z.string(), z.string()), {}),
  home: z.optional(text),
  daemon: z._default(z.enum(['shared', 'private']), 'shared'),
  endpoint: z.optional(url('wss?')),
  token_file: z.optional(text),
  ...threadSettings,
  accounts_dir: z.optional(text),
  rotate_accounts: flag(false),
});

const project = z.strictObject({
  name: text,
  path: text,
  notes: z.optional(z.string()),
  default: flag(false),
  ...threadSettings,
  display: z.optional(
    z.strictObject({
      commentary: z.optional(detail),
      thinking: z.optional(detail),
      tools: z.optional(detail),
      commands: z.optional(detail),
    }),
  ),
});

const display = z.strictObject({
  commentary: z._default(detail, 'summary'),
  thinking: z._default(detail, 'summary'),
  tools: z._default(detail, 'summary'),
  commands: z._default(detail, 'summary'),
  repost: duration('60s'),
  quiet: duration('3m'),
});

const voice = z.strictObject({
  api_key: z.optional(text),
  base_url: z._default(url('https?'), 'https://api.openai.com/v1'),
  model: z.optional(text),
  command: z.optional(text),
  confirm: flag(false),
});

const updates = z.strictObject({
  check: flag(true),
  auto: flag(false),
  interval: duration('24h'),
  require_idle: flag(true),
  retry: duration('5m'),
  codex_check: flag(true),
  codex_auto: flag(false),
  npm: z._default(z.array(text).check(z.minLength(1, 'a command')), ['npm']),
});

/** A table that may be left out has the defaults of all of its keys. */
const table = <T extends z.ZodMiniObject>(shape: T) => z.prefault(shape, {} as z.input<T>);

export const configSchema = z.strictObject({
  telegram: table(telegram),
  access: table(access),
  codex: table(codex),
  projects: z._default(z.array(project), []),
  roots: z.optional(z.array(z.strictObject({ name: text, path: text }))),
  directories: table(
    z.strictObject({
      projectless: z._default(text, '~/Documents/Codex/{date}/{title}'),
      show_hidden: flag(false),
    }),
  ),
  topics: table(
    z.strictObject({
      close: z._default(z.enum(['keep', 'archive', 'kill']), 'keep'),
      state_icons: flag(true),
      rename: z._default(z.enum(['follow', 'never']), 'follow'),
    }),
  ),
  display: table(display),
  queue: table(z.strictObject({ ask_over: count(20, 1) })),
  requests: table(z.strictObject({ remind: duration('30m'), escalate_to: z.optional(person) })),
  files: table(
    z.strictObject({
      keep: duration('14d'),
      max_download: z._default(
        z.string().check(z.regex(sizePattern, 'a size such as "20MB"')),
        '20MB',
      ),
    }),
  ),
  voice: table(voice),
  updates: table(updates),
  log: table(
    z.strictObject({
      level: z._default(z.enum(['debug', 'info', 'warn', 'error']), 'info'),
      lines: count(5000, 1),
    }),
  ),
});

/** The file's content, checked, with its defaults, still in its own spelling. */
export type Written = z.output<typeof configSchema>;
