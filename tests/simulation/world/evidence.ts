import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import type { ProbeResult } from '../../../lib/domain/probing/probe-result.ts';
import type { Delivery } from '../../../local/sns/deliveries.ts';
import type { Fault } from './faults.ts';
import type { Invocation } from './invocation.ts';

/** What a publish said about one incident, in the machine format. */
export type Announced = { incidentId: string; kind: string; state: string; count: number };

type Moment = { at: number; order: number; invocation: Invocation };
export type Publish = Moment & {
  messageId: string;
  incidents: Announced[];
  channels: string[];
  /** Whom it names: the attribute by which subscriptions filter. */
  recipients: string[];
  /** Up to which level it was sent, where it says so. */
  level: number | undefined;
  deliveries: Delivery[];
  /** How many records each incident had when this was accepted. */
  marksBefore: Map<string, number>;
  /** Whether its own answer is lost or late. */
  isFaulty: boolean;
  /** What had gone wrong with its invocation's calls until then. */
  faultsBefore: number;
};
export type SentMark = Moment & {
  incidentId: string;
  channels: { channel: string; at: string; count: number; state: string }[];
  faults: number;
};
export type Kept = { id: string; at: number; order: number; key: string };
export type GroupedOne = Moment & { id: string; incidentId: string };
export type Closing = Moment & { incidentId: string };
/** A probe that ended, whatever happened to its function. */
export type ProbedAt = Moment & { key: string; probe: Probe };
/** What `check` knew about an endpoint then. */
export type Recorded = Moment & { key: string; history: ProbeResult[] };
/** That a person stopped the monitoring of an endpoint, or that Flavours' report began it. */
export type Monitoring = Moment & { key: string; isStopped: boolean };
/** Openings were counted towards the cap of their source. */
export type Counted = Moment & { source: string };
/** All covers, as they were written; and that a run read them, `isSure` if it got the answer. */
export type CoversWritten = Moment & { covers: Cover[] };
export type CoversRead = Moment & { isSure: boolean };
export type Violation = { check: string; what: string };

/** Everything that took effect, in order, as observed on the wire: what tables and inbox no longer show. */
export class Ledger {
  readonly kept = new Map<string, Kept[]>();
  readonly groupings = new Map<string, GroupedOne[]>();
  readonly marks: SentMark[] = [];
  readonly closings: Closing[] = [];
  readonly publishes: Publish[] = [];
  readonly probes: ProbedAt[] = [];
  readonly probeResults: Recorded[] = [];
  readonly monitoring: Monitoring[] = [];
  readonly counted: Counted[] = [];
  readonly coversWritten: CoversWritten[] = [];
  readonly coversRead: CoversRead[] = [];
  /** What each function's role must allow, as `resource action`. */
  readonly actions = new Map<string, Set<string>>();
  /** Found while it ran. */
  readonly violations: Violation[] = [];
  readonly faults = new Map<string, number>();
  kills = 0;
  readonly killTimes: number[] = [];
  readonly #nowMs: () => number;
  #order = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  now(): { at: number; order: number } {
    return { at: this.#nowMs(), order: this.#order };
  }

  /** The time and place in the order of what happens now. */
  moment(invocation: Invocation): Moment {
    return { at: this.#nowMs(), order: this.#order++, invocation };
  }

  /** Counts what went wrong with a call, and by index the answers that were out of date. */
  fault(kind: Fault | `stale ${string}`): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }

  killed(why: string): void {
    if (why === 'killed waiting' || why === 'out of time')
      this.faults.set(why, (this.faults.get(why) ?? 0) + 1);
    this.kills += 1;
    this.killTimes.push(this.#nowMs());
  }

  /** A function did something that its role must allow. */
  did(invocation: Invocation, resource: string, action: string): void {
    const name = invocation.name.replace(/-\d+$/, '');
    this.actions.set(name, (this.actions.get(name) ?? new Set()).add(`${resource} ${action}`));
  }

  violation(check: string, what: string): void {
    this.violations.push({ check, what });
  }

  isGrouped(id: string): boolean {
    return this.groupings.has(id);
  }

  marksOf(incidentId: string): number {
    return this.marks.filter((mark) => mark.incidentId === incidentId).length;
  }
}

/** What checks read of it. */
export type Seen = Omit<
  Ledger,
  'now' | 'moment' | 'did' | 'fault' | 'killed' | 'violation' | 'isGrouped' | 'marksOf'
>;
