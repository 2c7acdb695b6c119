import type { Incident } from '../../domain/incidents/incident.ts';

/** Who posts; `count` is how often, in the incidents that were looked at. */
export type SourceSeen = { name: string; count: number; lastAt?: string };

/** What is open, all told; `isWhole` is false if there is more than anybody counts. */
export type OpenTotals = { count: number; unacknowledged: number; lost: number; isWhole: boolean };

export type OpenIncidents = OpenTotals & {
  /** The most urgent of all, whenever they opened. */
  worst: Incident[];
  /** Over, and still to be told: the latest. */
  over: Incident[];
  /** How many could not be read. */
  misfit: number;
};
