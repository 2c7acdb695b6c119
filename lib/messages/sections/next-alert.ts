import { gapAfter, levelDueAt, reminderMinutesAfter } from '../../domain/alerting/next-alert.ts';
import { shellQuoted } from '../../domain/diagnosis/runbook.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import { quietMsOf, UNREPORTED_MS } from '../../domain/incidents/ended-by-time.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { clockTime, duration, MINUTE_MS } from '../text/time.ts';
import type { Context, Telling } from './message.ts';

/** When the next message comes, once this one is out. */
export const nextMessage = (telling: Telling, context: Context): string => {
  const { incident, kind } = telling;
  const { oncall, now } = context;
  if (kind === 'recovered')
    return 'No more messages about this incident. The next notification opens a new one.';
  const clock = (minutes: number): string => clockTime(now + minutes * MINUTE_MS, now, oncall.timeZone);
  const at = (time: string): string => clockTime(Date.parse(time), now, oncall.timeZone);
  if (kind === 'note') return 'This changes nothing about when the next message comes.';
  if (kind === 'silenced') {
    const until = incident.acts?.at(-1)?.until;
    return `None while it is silenced${until ? `, until ${at(until)} at the latest` : ''}, but that it is over.`;
  }
  if (incident.state === 'acknowledged' && incident.acknowledgedUntil !== undefined)
    return `None until ${at(incident.acknowledgedUntil)}. If nobody has resolved it by then, it is told again, from level 1 on.`;
  const gap = gapAfter(kind, incident.told?.email);
  const reminderMinutes = reminderMinutesAfter(kind, incident.told?.email, oncall);
  const reminder = `a reminder at ${clock(reminderMinutes)}`;
  const next =
    gap < reminderMinutes
      ? `A message when the count has grown or the cause has changed, at ${clock(gap)} at the earliest; otherwise ${reminder}.`
      : `A${reminder.slice(1)}.`;
  const higher = nextLevel(telling, context);
  return higher
    ? `If nobody acknowledges it, level ${higher.level} is told at ${clockTime(higher.at, now, oncall.timeZone)}. ${next}`
    : next;
};

/** Which level is told next, and when in ms, if nobody acts; nothing if there is none. */
export const nextLevel = (
  { incident, kind, level = 1 }: Telling,
  { oncall, now }: Context,
): { level: number; at: number } | undefined => {
  if (incident.state !== 'open') return undefined;
  const told = incident.told?.email;
  const goesOn = told?.since !== undefined && (kind !== 'escalated' || level > 1);
  const since = goesOn ? Date.parse(told.since ?? '') : now;
  const at = levelDueAt(level + 1, since, oncall);
  return at === undefined ? undefined : { level: level + 1, at: Math.max(now, at) };
};

/** What ends the messages without anybody's doing. */
export const closesByItself = (incident: Incident, oncall: Pick<OncallAtRuntime, 'endpoints'>): string => {
  if (incident.probeFailedAt !== undefined)
    return configuredStatus(incident.endpointKey, oncall) === undefined
      ? `It closes by itself once our own probes have been good for a while, or, as unverified, after ${duration(UNREPORTED_MS)} without a notification.`
      : 'It closes by itself once our own probes have been good for a while.';
  return `After ${duration(quietMsOf(incident))} without a notification it closes by itself, as unverified.`;
};

/** The stack on a laptop has no region. */
const LOCAL_STAGE = 'local';

export const closingCommand = (incidentId: string, { place }: Context): string => {
  const id = clean(incidentId);
  return `npm run resolve -- ${/^[\w.:-]+$/.test(id) ? id : shellQuoted(id)} --stage ${place.stage}${place.stage === LOCAL_STAGE ? '' : ` --region ${place.region}`}`;
};

/** When the earliest of many speaks again. */
export const nextInDigest = (tellings: readonly Telling[], { oncall, now }: Context): string => {
  const gaps = tellings
    .filter(({ kind }) => kind !== 'recovered')
    .map(({ incident: { told }, kind }) =>
      Math.min(gapAfter(kind, told?.email), reminderMinutesAfter(kind, told?.email, oncall)),
    );
  return gaps.length === 0
    ? 'No more messages about these incidents. The next notification opens a new one.'
    : `What fails goes on with messages as if each had been told alone: the next at ${clockTime(now + Math.min(...gaps) * MINUTE_MS, now, oncall.timeZone)} at the earliest.`;
};
