import type { Clock } from '../../base/clock.ts';
import type { Config } from '../../config/config.ts';
import type { Loaded } from '../../config/load.ts';
import type { Places } from '../../config/places.ts';
import { PocketdexError } from '../../model/error.ts';
import type { Health } from '../health.ts';
import { checkEngine, checkLogin } from './engine.ts';
import { checkDatabase, checkDirectories, checkModes } from './places.ts';
import { type Check, type CheckReport, failed, noted, passed, warned } from './report.ts';
import { checkTelegram } from './telegram.ts';

export interface CheckOptions {
  readonly places: Places;
  readonly load: () => Loaded;
  readonly programDir: string;
  readonly searchPath: string;
  /** What a running bridge told of itself. */
  readonly running: Health | undefined;
  readonly clock: Clock;
}

/** Looks over everything that the bridge needs, takes no lock and changes nothing. */
export async function checkAll(options: CheckOptions, signal: AbortSignal): Promise<CheckReport> {
  const { places, running } = options;
  const [configuration, config] = checkConfiguration(options);
  const configured = config ? await checkConfigured(config, options, signal) : [];
  const checks = [
    configuration,
    ...configured,
    checkDatabase(places, running),
    checkModes(places),
    ...checkBridge(running),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function checkConfigured(
  config: Config,
  { places, clock, searchPath, programDir }: CheckOptions,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const [telegram, engine] = await Promise.all([
    checkTelegram(config, clock, signal),
    checkEngine(config, searchPath, signal),
  ]);
  const directories = checkDirectories(config, places, programDir);
  return [...telegram, engine, checkLogin(config), ...directories];
}

function checkConfiguration({ places, load }: CheckOptions): readonly [Check, Config?] {
  const name = 'configuration';
  try {
    const { config } = load();
    if (config.access.owners.size === 0 && config.access.users.size === 0) {
      const mend = 'Write your numeric id as owners = [ID] into [access].';
      return [warned(name, 'Nobody may use the bot: it stays silent.', mend), config];
    }
    return [passed(name, `${places.configFile} is in order.`), config];
  } catch (error) {
    if (!(error instanceof PocketdexError)) throw error;
    return [failed(name, error.message, error.remedy)];
  }
}

function checkBridge(running: Health | undefined): readonly Check[] {
  if (!running) return [noted('bridge', 'It does not run now.')];
  const restarts = Object.entries(running.restarts);
  const checks = [
    running.engine.connected
      ? passed('bridge', `It runs (${running.version}) with Codex ${running.engine.version}.`)
      : failed('bridge', 'It runs and has no connection to Codex.', 'The log says why.'),
  ];
  if (running.outbox.held > 0) {
    const what = `${running.outbox.held} messages could not be delivered and are held.`;
    checks.push(warned('outbox', what, 'The log says why.'));
  }
  if (restarts.length > 0) {
    const told = restarts.map(([name, times]) => `${name} ${times}×`).join(', ');
    checks.push(warned('stages', `Restarted after failures: ${told}.`, 'The log says why.'));
  }
  return checks;
}
