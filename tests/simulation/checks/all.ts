import type { Evidence } from '../scenario/state.ts';
import type { Violation } from '../world/evidence.ts';
import { allSent, archived, escalated, recorded, sentTruly } from './alerts-sent.ts';
import type { Check } from './check.ts';
import { notifiedCounted, resultsCounted } from './days.ts';
import { capped, flooded, namedApart, sticky, subsided } from './flooded.ts';
import { apart, closedAfterAll, counted, groupings, numbered } from './grouped-once.ts';
import { inTime, inTimeThroughCrashes } from './in-time.ts';
import { aside, windows } from './machines.ts';
import { contradicted, stopped } from './monitored.ts';
import { allOnDuty, handedOver, onlyOnDuty } from './on-duty.ts';
import { bucket, named, rate } from './rate.ts';
import { fetched, grounded, proven } from './recovered.ts';
import { repeats } from './repeats.ts';
import { kept } from './stored-once.ts';
import { holds } from './suppressed.ts';

const CHECKS: readonly Check[] = [
  kept,
  groupings,
  counted,
  flooded,
  namedApart,
  capped,
  sticky,
  subsided,
  numbered,
  closedAfterAll,
  apart,
  allSent,
  sentTruly,
  escalated,
  holds,
  recorded,
  archived,
  windows,
  aside,
  inTime,
  inTimeThroughCrashes,
  repeats,
  rate,
  named,
  bucket,
  onlyOnDuty,
  allOnDuty,
  handedOver,
  proven,
  fetched,
  grounded,
  resultsCounted,
  notifiedCounted,
  stopped,
  contradicted,
];

/** Everything that breaks the promise, by the check that says so; empty if it was kept. `isAsked` leaves checks out. */
export const violationsIn = (
  evidence: Evidence,
  isAsked: (check: string) => boolean = () => true,
): Violation[] => [
  ...evidence.ledger.violations,
  ...CHECKS.filter(({ name }) => isAsked(name)).flatMap(({ name, broken }) =>
    broken(evidence).map((what) => ({ check: name, what })),
  ),
];
