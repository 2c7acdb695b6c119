import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux gives a group of processes a share of the processor: https://docs.kernel.org/scheduler/sched-bwc.html. */
const GROUPS = '/sys/fs/cgroup';
const groupOf = (name: string): string =>
  join(GROUPS, existsSync(join(GROUPS, 'cpu/cpu.cfs_quota_us')) ? 'cpu' : '', name);
const PERIOD_US = 20_000; // Lambda's own

/** Holds a process to a share of a core from now on, in the group `name`. */
export const holdTo = (share: number, pid: number, name: string): void => {
  const group = groupOf(name);
  mkdirSync(group, { recursive: true });
  const quota = Math.round(PERIOD_US * share);
  if (existsSync(join(group, 'cpu.max'))) writeFileSync(join(group, 'cpu.max'), `${quota} ${PERIOD_US}`);
  else {
    writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US));
    writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quota));
  }
  writeFileSync(join(group, 'cgroup.procs'), String(pid));
};

/** Whether this machine lets us: not if we are not root, or in a container that may not. */
export const canHold = (name: string): boolean => {
  const group = groupOf(name);
  try {
    mkdirSync(group, { recursive: true });
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
};
