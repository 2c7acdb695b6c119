import { nextAlertAfter } from '../../domain/alerting/next-alert-after.ts';
import { shellQuoted } from '../../domain/diagnosis/runbook.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import { quietMsOf, UNREPORTED_MS } from '../../domain/incidents/ended-by-time.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { clockTime, duration } from '../text/time.ts';
import type { Context, Telling } from './message.ts';

/** When the next message comes, once this one is out. */
export const nextMessage = (telling: Telling, context: Context): string => {
  const { incident, kind } = telling;
  const { oncall, now } = context;
  if (kind === 'recovered')
    return 'No more messages about this incident. The next notification opens a new one.';
  const at = (time: string): string => clockTime(Date.parse(time), now, oncall.timeZone);
  if (kind === 'note') return 'This changes nothing about when the next message comes.';
  if (kind === 'silenced') {
    const until = incident.acts?.at(-1)?.until;
    return `None while it is silenced${until ? `, until ${at(until)} at the latest` : ''}, but that it is over.`;
  }
  if (incident.state === 'acknowledged')
    return incident.acknowledgedUntil === undefined
      ? 'None while somebody acts on it. If nobody resolves it, it is told again, from level 1 on.'
      : `None until ${at(incident.acknowledgedUntil)}. If nobody has resolved it by then, it is told again, from level 1 on.`;
  const clock = (ms: number): string => clockTime(ms, now, oncall.timeZone);
  const { level, changeAt, reminderAt } = nextAlertAfter(telling, oncall, new Date(now)) ?? {};
  const reminder = reminderAt === undefined ? [] : [`a reminder at ${clock(reminderAt)}`];
  const change =
    changeAt === undefined || changeAt >= (reminderAt ?? Infinity)
      ? []
      : [
          `a message when the count has grown or the cause has changed, at ${clock(changeAt)} at the earliest`,
        ];
  const next = [...change, ...reminder].join('; otherwise ');
  return [
    ...(level ? [`If nobody acknowledges it, level ${level.level} is told at ${clock(level.at)}.`] : []),
    ...(next === '' ? [] : [`${next.slice(0, 1).toUpperCase()}${next.slice(1)}.`]),
  ].join(' ');
};

/** Which level is told next, and when in ms, once this message is out and nobody acts; nothing if there is none. */
export const nextLevel = (
  telling: Telling,
  { oncall, now }: Context,
): { level: number; at: number } | undefined => nextAlertAfter(telling, oncall, new Date(now))?.level;

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
  const next = tellings
    .map((telling) => nextAlertAfter(telling, oncall, new Date(now)))
    .flatMap((one) => [one?.changeAt, one?.reminderAt])
    .filter((at) => at !== undefined);
  return next.length === 0
    ? 'No more messages about these incidents. The next notification opens a new one.'
    : `What fails goes on with messages as if each had been told alone: the next at ${clockTime(Math.min(...next), now, oncall.timeZone)} at the earliest.`;
};
