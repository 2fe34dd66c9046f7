// Every rule of docs/spec.md names its proof, and the proof is there:
//   **INBOX-1** An update MUST …
//   Proof: `test/intake/crash.test.ts` › an update survives a crash right after it is received
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const specPath = join(root, process.argv[2] ?? 'docs/spec.md');

interface Rule {
  readonly id: string;
  readonly body: string;
}

function rulesOf(spec: string): readonly Rule[] {
  const starts = [...spec.matchAll(/^\*\*([A-Z][A-Z0-9]*-\d+)\*\*/gm)];
  return starts.map((start, at) => ({
    id: start[1] ?? '',
    body: spec.slice(start.index, starts[at + 1]?.index),
  }));
}

function wrongWith({ id, body }: Rule): readonly string[] {
  const proofs = [...body.matchAll(/^Proof:\s+`([^`]+)`\s+›\s+(.+)$/gm)];
  if (proofs.length === 0) return [`${id} names no proof.`];
  return proofs.flatMap(([, file = '', name = '']) => {
    const path = join(root, file);
    if (!existsSync(path)) return [`${id}: there is no ${file}.`];
    return holdsTest(readFileSync(path, 'utf8'), name.trim())
      ? []
      : [`${id}: ${file} has no test “${name.trim()}”.`];
  });
}

/** The name is a literal of the file: it stands between quotes, with quotes inside of it escaped. */
function holdsTest(source: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) =>
    source.includes(quote + name.replaceAll(quote, `\\${quote}`) + quote),
  );
}

if (!existsSync(specPath)) {
  console.error(`There is no ${specPath}.`);
  process.exit(1);
}
const rules = rulesOf(readFileSync(specPath, 'utf8'));
const twice = rules.filter(({ id }, at) => rules.findIndex((rule) => rule.id === id) !== at);
const problems = [
  ...(rules.length === 0 ? ['The specification has no rules.'] : []),
  ...twice.map(({ id }) => `${id} is there twice.`),
  ...rules.flatMap(wrongWith),
];
for (const problem of problems) console.error(problem);
console.log(`${rules.length} rules, ${problems.length} problems.`);
process.exitCode = problems.length > 0 ? 1 : 0;
