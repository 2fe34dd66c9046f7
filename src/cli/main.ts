import { explain } from './explain.ts';

/** @returns the exit code: 0 good, 1 failed, 2 wrong usage or configuration, 3 already running */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { home, rest } = leadingHome(args);
    // The bridge runs for weeks and needs no parser of commands, which costs 9 MB.
    if (rest.length === 0 || (rest.length === 1 && rest[0] === 'run')) {
      const { run } = await import('./run.ts');
      return await run(home);
    }
    const { runProgram } = await import('./program.ts');
    return await runProgram(args);
  } catch (error) {
    return explain(error);
  }
}

/** `--home DIR` or `--home=DIR` before the command. */
function leadingHome(args: readonly string[]) {
  const [first = '', second] = args;
  if (first === '--home' && second) return { home: second, rest: args.slice(2) };
  const home = /^--home=(.+)$/.exec(first)?.[1];
  return home === undefined ? { home, rest: args } : { home, rest: args.slice(1) };
}
