import type { Window } from './window.ts';

/** One listing to make: a family from when to when, and the incidents whose windows it covers. */
export type Job = {
  /** The same windows are the same job, however often and in whatever order they come. */
  jobId: string;
  family: string;
  from: string;
  to: string;
  isEndProven: boolean;
  dedupKeys: string[];
  atLeast: number;
};

/**
 * Windows of one family that overlap are one listing: of forty endpoints that failed together, orders need not be listed forty
 * times. Those whose end is proven are kept apart from those whose end is not.
 */
export const jobsOf = (windows: readonly Window[]): Job[] => {
  const sorted = windows.toSorted((one, other) => one.from.localeCompare(other.from));
  const jobs: Job[] = [];
  for (const { dedupKey, family, from, to, isEndProven, atLeast } of sorted) {
    const last = jobs.findLast((job) => job.family === family && job.isEndProven === isEndProven);
    if (last && from <= last.to) {
      last.to = to > last.to ? to : last.to;
      if (!last.dedupKeys.includes(dedupKey)) {
        last.dedupKeys.push(dedupKey);
        last.atLeast += atLeast;
      }
    } else jobs.push({ jobId: '', family, from, to, isEndProven, dedupKeys: [dedupKey], atLeast });
  }
  return jobs.map((job) => ({ ...job, jobId: idOf(job) }));
};

const idOf = ({ family, from, to, isEndProven }: Job): string =>
  [family, from, to, isEndProven ? 'proven' : 'unproven'].join(' ');
