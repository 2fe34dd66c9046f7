import { Command, CommanderError } from 'commander';
import { stopOnSignals } from './lifetime.ts';
import { version } from './version.ts';

/** Everything but the plain start of the bridge. @returns the exit code */
export async function runProgram(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('pocketdex')
    .description('Your own Codex sessions in Telegram topics.')
    .version(version, '--version', 'print the version')
    .option('--home <dir>', 'keep everything in this directory (wins over POCKETDEX_HOME)')
    .exitOverride();
  const home = (): string | undefined => program.opts<{ home?: string }>().home;

  program
    .command('run')
    .description('run the bridge in the foreground')
    .action(async () => {
      const { run } = await import('./run.ts');
      code = await run(home());
    });
  program
    .command('check')
    .description('look over everything that the bridge needs; also -check')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const { check } = await import('./check.ts');
      code = await check(home(), options.json === true);
    });
  program
    .command('demo')
    .description('show the bridge without an account: a built-in Telegram and a scripted model')
    .option('--interactive', 'write to it yourself')
    .action(async (options: { interactive?: boolean }) => {
      const { runDemo } = await import('../demo/demo.ts');
      using stop = stopOnSignals();
      const isInteractive = options.interactive === true;
      code = await runDemo({ isInteractive, signal: stop.signal });
    });
  program
    .command('config')
    .description('about the configuration file')
    .command('schema')
    .description('print its JSON schema, for editors')
    .action(async () => {
      const { configJsonSchema } = await import('../config/schema/json-schema.ts');
      console.log(JSON.stringify(configJsonSchema(), null, 2));
    });

  try {
    await program.parseAsync(args.map(known), { from: 'user' });
    return code;
  } catch (error) {
    // The parser has said by itself what is wrong; help and version end this way too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** A spelling that people know from elsewhere. */
const known = (arg: string): string => (arg === '-check' ? 'check' : arg);
