import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
const TICK_MS = 10;

type Process = { pid: number; parent: number; cpuMs: number };

/** A line of /proc/PID/stat. The name in brackets may hold anything, so that the fields are counted from behind it. */
export const processOf = (stat: string): Process => {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0] = fields.slice(11, 13);
  return { pid: Number.parseInt(stat, 10), parent, cpuMs: (user + system) * TICK_MS };
};

/** All processes that come from one, however far. */
export const descendantsOf = (pid: number, all: readonly Process[]): Process[] =>
  all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendantsOf(child.pid, all)]);

/** The processor time of everything that this process has started and that still runs: of a stack, the engine. */
export const startedCpuMs = (): number => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [processOf(readFileSync(`/proc/${name}/stat`, 'utf8'))];
      } catch {
        return []; // it has ended since
      }
    });
  return descendantsOf(process.pid, all).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
};
