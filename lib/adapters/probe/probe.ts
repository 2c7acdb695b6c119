import type { Probe } from '../../domain/probing/probe.ts';
import { type ProbeOptions, ProbeRun } from './probe-run.ts';

export type { ProbeOptions } from './probe-run.ts';

export const BUDGET_MS = 3_000;

/** Probes an endpoint, from its name to its answer, for at most three seconds. Throws only bugs of ours. */
export const probe = async (endpoint: string, options: ProbeOptions): Promise<Probe> => {
  const began = performance.now();
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(), options.budgetMs ?? BUDGET_MS);
  try {
    const result = new ProbeRun(options, overdue.signal);
    const outcome = await result.at(endpoint);
    return { ...result.seen, outcome, ms: Math.round(performance.now() - began) };
  } finally {
    clearTimeout(timer);
    overdue.abort(); // ends what is still open
  }
};
