import * as z from 'zod';
import type { EndpointIdentity } from '../endpoints/classification.ts';
import type { Incident } from '../incidents/incident.ts';
import { isSilenced, type Silence } from '../incidents/silence.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Period } from '../oncall/time-interval.ts';
import { plannedWork, quietHoursPeriods } from './suppression.ts';

/** What keeps alerts about an incident back, and until when in ms. `actor`: who acted; `reason`: as they gave it. */
export type Suppression =
  | { why: 'acknowledged'; actor: string; until: number }
  | { why: 'silenced'; actor: string; until: number; reason: string; untilWorse: boolean }
  | { why: 'maintenance'; until: number; reason: string }
  | { why: 'quiet-hours'; until: number };

/** As much of an incident as it takes to say what holds it back. */
export type Holdable = EndpointIdentity &
  Pick<
    Incident,
    'incidentId' | 'state' | 'count' | 'cause' | 'sources' | 'acknowledgedBy' | 'acknowledgedUntil'
  >;

const running = <One extends Period>(periods: readonly One[], at: number): One[] =>
  periods.filter(({ from, to }) => from <= at && at < to);

/**
 * Everything that keeps alerts about an incident back at `now`, what ends last first. Nothing where somebody is alerted,
 * or it is over. A test alert is held back by nothing.
 */
export const holdsOn = (
  incident: Holdable,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): Suppression[] => {
  if (incident.state === 'resolved' || isTestAlert(incident)) return [];
  const holds: Suppression[] = [];
  const acknowledged = Date.parse(incident.acknowledgedUntil ?? '');
  if (incident.state === 'acknowledged' && acknowledged > now.getTime())
    holds.push({ why: 'acknowledged', actor: incident.acknowledgedBy ?? '', until: acknowledged });
  if (silence && isSilenced(silence, incident, now))
    holds.push({
      why: 'silenced',
      actor: silence.actor,
      until: Date.parse(silence.until),
      reason: silence.reason,
      untilWorse: silence.baseline !== undefined,
    });
  for (const { to, reason } of running(plannedWork(incident, oncall, now), now.getTime()))
    holds.push({ why: 'maintenance', until: to, reason });
  for (const { to } of running(quietHoursPeriods(incident, oncall, now), now.getTime()))
    holds.push({ why: 'quiet-hours', until: to });
  return holds.toSorted((one, other) => other.until - one.until);
};

/**
 * Whether somebody has to do something about an incident, or who or what has taken that off people; in the order of lists:
 * first what needs somebody.
 */
export const Attention = z.enum(['needs-somebody', 'waits', 'acknowledged', 'muted', 'test', 'over']);
export type Attention = z.infer<typeof Attention>;

type Attended = Omit<Holdable, 'acknowledgedBy'>;

/**
 * `waits`: for the end of quiet hours; `muted`: a person or planned work says that nobody need look. That is known of an
 * incident without what it takes to say who acknowledged it and for how long.
 */
export const attentionOf = (
  incident: Attended,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): Attention => {
  if (isTestAlert(incident)) return 'test';
  if (incident.state === 'resolved') return 'over';
  const isAcknowledged =
    incident.state === 'acknowledged' &&
    (incident.acknowledgedUntil === undefined || Date.parse(incident.acknowledgedUntil) > now.getTime());
  const holds = holdsOn({ ...incident, state: 'open' }, silence, oncall, now);
  if (holds.some(({ why }) => why === 'silenced' || why === 'maintenance')) return 'muted';
  if (isAcknowledged) return 'acknowledged';
  return holds.length > 0 ? 'waits' : 'needs-somebody';
};
