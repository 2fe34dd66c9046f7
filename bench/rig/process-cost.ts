import { readdirSync, readFileSync } from 'node:fs';

export interface Memory {
  readonly rssMb: number;
  /** What belongs to the process alone and is in no file. */
  readonly anonymousMb: number;
}

/** Linux only: `/proc/PID/smaps_rollup`. */
export function memoryOf(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { rssMb: mb('Rss'), anonymousMb: mb('Anonymous') };
}

/** Milliseconds that all threads of a process have run. Linux only: `/proc/PID/task/TID/schedstat`. */
export function cpuMsOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = tasks.map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, ns) => sum + ns, 0) / 1e6;
}
