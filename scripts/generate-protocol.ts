// Writes src/engine/codex/protocol/generated from the Codex binary that is pinned in package.json.
// `--check` writes nothing and ends with 1 when the files on disk are not what the binary says.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findCodex } from '../src/engine/codex/server/binary.ts';
import { usedMethods } from './protocol-methods.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'src/engine/codex/protocol/generated');

interface Declaration {
  readonly text: string;
  readonly uses: readonly string[];
}

export function generateProtocol(): Readonly<Record<string, string>> {
  const codex = findCodex(join(root, 'node_modules/@openai/codex/bin/codex.js'));
  if (codex === undefined) throw new Error('The pinned @openai/codex is not installed: npm ci');
  const version = /(\d+\.\d+\.\d+\S*)/.exec(run(codex, ['--version']))?.[1] ?? 'unknown';
  const raw = mkdtempSync(join(tmpdir(), 'pd-protocol-'));
  try {
    run(codex, ['app-server', 'generate-ts', '--experimental', '--out', raw]);
    return render(version, readDeclarations(raw));
  } finally {
    rmSync(raw, { recursive: true });
  }
}

const run = (codex: string, args: readonly string[]): string =>
  execFileSync(codex, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Every type of the binary by its name. The few that v1 and v2 both have become `V1…` in v1's files. */
function readDeclarations(dir: string): ReadonlyMap<string, Declaration> {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('index.ts'))
    .sort();
  const newer = new Set(
    paths.filter((path) => path.startsWith('v2/')).map((path) => basename(path)),
  );
  const nameOf = (path: string): string => {
    const name = basename(path, '.ts');
    return dirname(path) === '.' && newer.has(basename(path)) ? `V1${name}` : name;
  };
  const declarations = new Map<string, Declaration>();
  for (const path of paths) {
    const source = readFileSync(join(dir, path), 'utf8');
    const imports = [...source.matchAll(/^import type \{ (\w+) \} from "(.+)";$/gm)].map(
      ([, name = '', from = '']) => ({ name, to: nameOf(join(dirname(path), `${from}.ts`)) }),
    );
    let text = source.replace(/^(?:\/\/.*|import type .*)\n/gm, '').trim();
    for (const { name, to } of [{ name: basename(path, '.ts'), to: nameOf(path) }, ...imports]) {
      if (name !== to) text = text.replace(new RegExp(`\\b${name}\\b(?!":)`, 'g'), to);
    }
    declarations.set(nameOf(path), { text, uses: imports.map(({ to }) => to) });
  }
  return declarations;
}

function render(version: string, all: ReadonlyMap<string, Declaration>): Record<string, string> {
  const calls = usedMethods.map((method) => callOf(method, all));
  const roots = [
    'ServerRequest',
    'ServerNotification',
    'RequestId',
    'JsonValue',
    'ClientNotification',
  ];
  const answers = methodsOf('ServerRequest', all).map(({ method, params }) => ({
    method,
    result: responseName(params, all),
  }));
  const kept = reachable(
    [
      ...roots,
      ...calls.flatMap(({ params, result }) => [params, result]),
      ...answers.map(({ result }) => result),
    ],
    all,
  );
  const header = `// Generated from Codex ${version} by scripts/generate-protocol.ts. Do not edit.\n`;
  const table = (name: string, doc: string, rows: readonly string[]): string =>
    `/** ${doc} */\nexport interface ${name} {\n${rows.join('\n')}\n}\n`;
  const optional = (params: string): string =>
    params === 'undefined' ? 'params?: undefined' : `params: ${params}`;
  const types = [
    header,
    table(
      'ClientCalls',
      'Calls of ours, by method.',
      calls.map(
        (call) => `  '${call.method}': { ${optional(call.params)}; result: ${call.result} };`,
      ),
    ),
    table(
      'ServerAnswers',
      "What each of the server's own requests takes as its result.",
      answers.map(({ method, result }) => `  '${method}': ${result};`),
    ),
    ...[...kept].sort().map((name) => `${all.get(name)?.text ?? ''}\n`),
  ].join('\n');
  return {
    'protocol.ts': types,
    'methods.ts': [
      header,
      `export const protocolVersion = '${version}';\n`,
      list('clientMethods', methodsOf('ClientRequest', all)),
      list('serverRequestMethods', methodsOf('ServerRequest', all)),
      list('serverNotificationMethods', methodsOf('ServerNotification', all)),
    ].join('\n'),
  };
}

const list = (name: string, rows: readonly { readonly method: string }[]): string =>
  `export const ${name} = [\n${rows.map(({ method }) => `  '${method}',\n`).join('')}] as const;\n`;

function methodsOf(union: string, all: ReadonlyMap<string, Declaration>) {
  const text = all.get(union)?.text ?? '';
  const found = text.matchAll(/"method": "([^"]+)"(?:, id: RequestId)?, "?params"?\??: (\w+)/g);
  return [...found].map(([, method = '', params = '']) => ({ method, params }));
}

function callOf(method: string, all: ReadonlyMap<string, Declaration>) {
  const params = methodsOf('ClientRequest', all).find((row) => row.method === method)?.params;
  if (params === undefined) throw new Error(`Codex has no ${method} any more`);
  return { method, params, result: responseName(params === 'undefined' ? method : params, all) };
}

// Where a call takes no parameters, its answer's name cannot be derived from theirs.
const withoutParams: Readonly<Record<string, string>> = {
  'account/logout': 'LogoutAccountResponse',
  'configRequirements/read': 'ConfigRequirementsReadResponse',
};

function responseName(params: string, all: ReadonlyMap<string, Declaration>): string {
  const name = withoutParams[params] ?? params.replace(/Params$/, 'Response');
  if (!all.has(name)) throw new Error(`No type ${name} for ${params}`);
  return name;
}

function reachable(roots: readonly string[], all: ReadonlyMap<string, Declaration>): Set<string> {
  const seen = new Set<string>();
  const open = roots.filter((name) => name !== 'undefined');
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    const declaration = all.get(name);
    if (!declaration) throw new Error(`No type ${name}`);
    seen.add(name);
    open.push(...declaration.uses);
  }
  return seen;
}

if (import.meta.main) {
  const files = generateProtocol();
  const check = process.argv.includes('--check');
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(target, name);
    if (!check) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${path} is stale: node scripts/node24.mjs scripts/generate-protocol.ts`);
      process.exitCode = 1;
    }
  }
}
