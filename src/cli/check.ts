import type { CheckLevel, CheckReport } from '../app/check/report.ts';
import type { Health } from '../app/health.ts';
import { systemClock } from '../base/clock.ts';
import { askBridge } from './control-client.ts';
import { here } from './here.ts';

const signs: Readonly<Record<CheckLevel, string>> = {
  ok: '✓',
  note: '·',
  warning: '!',
  error: '✗',
};

/** @returns the exit code: 1 when something has to be mended before the bridge can work */
export async function check(home: string | undefined, asJson: boolean): Promise<number> {
  const { places, load, programDir, env } = here(home);
  const { checkAll } = await import('../app/check/check.ts');
  // The socket is the user's own, so what answers there is a bridge.
  const running = (await askBridge(places.controlSocket, 'status')) as Health | undefined;
  const report = await checkAll(
    { places, load, programDir, running, searchPath: env['PATH'] ?? '', clock: systemClock },
    new AbortController().signal,
  );
  if (asJson) console.log(JSON.stringify(report, null, 2));
  else print(report);
  return report.ok ? 0 : 1;
}

function print({ checks }: CheckReport): void {
  for (const { name, level, message, mend } of checks) {
    console.log(`${signs[level]} ${name}: ${indented(message)}`);
    if (mend !== '') console.log(`    ${indented(mend)}`);
  }
}

const indented = (text: string): string => text.replaceAll('\n', '\n    ');
