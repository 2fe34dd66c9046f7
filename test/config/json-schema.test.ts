import { expect, test } from 'vitest';
import { configJsonSchema } from '../../src/config/schema/json-schema.ts';
import { knownKeys } from '../../src/config/schema/known-keys.ts';
import { configSchema } from '../../src/config/schema/schema.ts';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: unknown;
  readonly default?: unknown;
}

const schema = configJsonSchema() as Node;

test('the JSON schema has every key and allows no other one', () => {
  for (const path of knownKeys(configSchema)) {
    let node: Node | undefined = schema;
    for (const name of path) {
      if (name !== '[]') expect(node?.additionalProperties).toBe(false);
      node = name === '[]' ? node?.items : node?.properties?.[name];
    }
    expect(node, path.join('.')).toBeDefined();
  }
});

test('the keys are those of the documentation', () => {
  const tables = Object.entries(schema.properties ?? {}).map(([name, node]) => [
    name,
    Object.keys((node.items ?? node).properties ?? {}),
  ]);
  expect(Object.fromEntries(tables)).toEqual({
    telegram: [
      ...['bot_token', 'bot_token_file', 'api_root', 'proxy', 'chat_ids', 'groups'],
      ...['upload_final_answer_files', 'upload_dirs', 'language'],
    ],
    access: ['owners', 'users', 'approvers', 'viewers', 'pairing', 'group_members'],
    codex: [
      ...['command', 'args', 'env', 'home', 'daemon', 'endpoint', 'token_file', 'model', 'effort'],
      ...['approval_policy', 'sandbox', 'accounts_dir', 'rotate_accounts'],
    ],
    projects: [
      ...['name', 'path', 'notes', 'default', 'model', 'effort', 'approval_policy', 'sandbox'],
      'display',
    ],
    roots: ['name', 'path'],
    directories: ['projectless', 'show_hidden'],
    topics: ['close', 'state_icons', 'rename'],
    display: ['commentary', 'thinking', 'tools', 'commands', 'repost', 'quiet'],
    queue: ['ask_over'],
    requests: ['remind', 'escalate_to'],
    files: ['keep', 'max_download'],
    voice: ['api_key', 'base_url', 'model', 'command', 'confirm'],
    updates: [
      ...['check', 'auto', 'interval', 'require_idle', 'retry'],
      ...['codex_check', 'codex_auto', 'npm'],
    ],
    log: ['level', 'lines'],
  });
});

test('defaults are told to editors', () => {
  expect(schema.properties?.['requests']?.properties?.['remind']?.default).toBe('30m');
});
