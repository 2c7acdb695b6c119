import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';

/** A source; `count` is its number of notifications in the incidents that were read. */
export type SourceSeen = { name: string; count: number; lastAt?: string };

/**
 * What fails, all told, and how much of it needs somebody, waits for the morning, is acknowledged or is muted; `isWhole` is
 * false if there is more than anybody counts. Test alerts are not counted.
 */
export type OpenTotals = {
  count: number;
  needSomebody: number;
  waiting: number;
  acknowledged: number;
  muted: number;
  lost: number;
  isWhole: boolean;
  /** When all were counted, in ms, where so many are open that a count serves for a while. */
  countedAt?: number;
};

export type OpenIncidents = OpenTotals & {
  /** The most urgent of all, whenever they opened. */
  worst: Incident[];
  /** Resolved, and still to be announced: the latest ones. */
  over: Incident[];
  /** Test alerts that are not over yet. */
  tests: Incident[];
  /** Of the endpoints of the most urgent ones, those of `worst` among them. */
  silences: ReadonlyMap<string, Silence>;
  /** How many could not be read. */
  invalidItem: number;
};
