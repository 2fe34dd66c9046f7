import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Ends every server of a `CODEX_HOME`, also those that somebody started detached. Only processes that
 * carry this very home in their environment are touched (Linux).
 */
export function killServersOf(codexHome: string): number {
  let killed = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry) || !carries(entry, codexHome)) continue;
    try {
      process.kill(Number(entry), 'SIGKILL');
      killed += 1;
    } catch {
      // it ended by itself
    }
  }
  return killed;
}

function carries(pid: string, codexHome: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return command.includes('app-server') && environment.includes(`CODEX_HOME=${codexHome}`);
  } catch {
    return false;
  }
}
