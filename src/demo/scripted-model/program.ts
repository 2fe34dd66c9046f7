import type { SimChange, SimFailure, SimQuestion, SimStep } from './step.ts';
import { scanProgram, type Token } from './token.ts';

const opening = '[[sim:';

/**
 * The program in a prompt, as `[[sim: say "Reading."; run "ls"; final "done"]]`.
 *
 * @returns undefined when there is none
 * @throws {Error} that names a step it does not know, so that a misspelt test fails
 */
export function findProgram(text: string): readonly SimStep[] | undefined {
  const at = text.indexOf(opening);
  if (at < 0) return undefined;
  return scanProgram(text, at + opening.length).steps.map(toStep);
}

/** What a model without a program answers: it repeats the words, so that a test finds its own prompt. */
export const echoOf = (text: string): string => {
  const words = new Set(text.split(/\s+/).filter((word) => word !== ''));
  return `You said: ${[...words].join(' ')}`;
};

function toStep(tokens: readonly Token[]): SimStep {
  const [head, ...rest] = tokens;
  const args = new Args(rest);
  switch (head?.text ?? '') {
    case 'think':
      return { type: 'think', text: args.text() };
    case 'say':
      return { type: 'say', text: args.text() };
    case 'final':
    case 'answer':
      return { type: 'final', text: args.text() };
    case 'stream': {
      const [, pieces, everyMs] = /^(\d+)x(\d+)ms$/.exec(args.text()) ?? [];
      if (pieces === undefined) throw new Error('stream wants 12x40ms chars=400');
      const count = Number(pieces);
      const chars = args.number('chars') ?? count * 20;
      return { type: 'stream', pieces: count, everyMs: Number(everyMs), chars };
    }
    case 'run':
      return {
        type: 'run',
        command: args.text(),
        escalate: args.has('escalate'),
        why: args.value('why'),
        prefix: args.value('prefix')?.split(',') ?? [],
      };
    case 'patch':
      return { type: 'patch', changes: args.changes() };
    case 'ask':
      return { type: 'ask', questions: args.questions() };
    case 'ask-async':
    case 'async-ask':
      return { type: 'ask-async', questions: args.questions() };
    case 'plan':
    case 'propose':
      return { type: 'plan', text: args.text() };
    case 'limits':
      return {
        type: 'limits',
        primary: args.number('primary'),
        secondary: args.number('secondary'),
        primaryResets: args.number('primary-resets') ?? 3600,
      };
    case 'fail':
      return {
        type: 'fail',
        failure: failureOf(args.text()),
        resets: args.number('resets') ?? 3600,
      };
    case 'wait':
      return { type: 'wait', ms: Number.parseInt(args.text(), 10) };
    case 'nophase':
      return { type: 'nophase' };
    case 'hang':
      return { type: 'hang' };
    default:
      throw new Error(`The scripted model has no step "${head?.text ?? ''}"`);
  }
}

const failures: readonly string[] = [
  '401',
  '429',
  '500',
  'usage-limit',
  'overloaded',
  'context',
] satisfies SimFailure[];

function failureOf(word: string): SimFailure {
  if (!failures.includes(word)) throw new Error(`The scripted model cannot fail with "${word}"`);
  return word as SimFailure;
}

class Args {
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  text(): string {
    return this.#tokens[0]?.text ?? '';
  }

  has(word: string): boolean {
    return this.#tokens.some(({ text, quoted }) => !quoted && text === word);
  }

  value(key: string): string | undefined {
    const found = this.#tokens.find(({ text, quoted }) => !quoted && text.startsWith(`${key}=`));
    return found?.text.slice(key.length + 1);
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    return value === undefined ? undefined : Number(value);
  }

  /** `"Which store?" SQLite|Postgres "Which port?" 80|8080` */
  questions(): readonly SimQuestion[] {
    return this.#tokens.flatMap(({ text, quoted }, index) => {
      if (!quoted) return [];
      const next = this.#tokens[index + 1];
      return [{ text, options: next && !next.quoted ? next.text.split('|') : [] }];
    });
  }

  /** `add:a.md "text" update:b.txt "from" -> "to" delete:c.txt` */
  changes(): readonly SimChange[] {
    return this.#tokens.flatMap(({ text, quoted }, index): SimChange[] => {
      const [, kind, path] = (!quoted && /^(add|update|delete):(.+)$/.exec(text)) || [];
      if (kind === undefined || path === undefined) return [];
      const after = (places: number): string => this.#tokens[index + places]?.text ?? '';
      if (kind === 'add') return [{ kind, path, text: after(1) }];
      if (kind === 'delete') return [{ kind, path }];
      return [{ kind: 'update', path, from: after(1), to: after(3) }];
    });
  }
}
