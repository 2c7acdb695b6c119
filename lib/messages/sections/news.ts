import { lateSinceSent } from '../../domain/incidents/late-notification.ts';
import { NEWS } from '../language/phrases/mail.ts';
import { type Language, say } from '../language/say.ts';
import { clockIn, durationIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import { MINUTE_MS } from '../text/time.ts';
import { causeIn } from './cause.ts';
import type { Alert, Context } from './message.ts';
import { onDutySince } from './on-duty.ts';
import { personNames } from './person-name.ts';

const NAME_LENGTH = 60;
const QUIET_WORTH_SAYING_MS = 10 * MINUTE_MS;

/** Why an incident that goes on is alerted again, and what is new since the last message. */
export const news = (alert: Alert, context: Context): string[] => [
  ...why(alert, context),
  ...changes(alert, context),
  ...quiet(alert, context),
];

const why = (alert: Alert, context: Context): string[] => {
  const { oncall, now } = context;
  const { kind, level = 1, incident } = alert;
  if (kind === 'handover') return handover(alert, context);
  if (kind !== 'escalated' && kind !== 'reminder') return [];
  const reason = reasonIn(oncall.language, alert, now);
  const { language } = oncall;
  const to =
    kind !== 'escalated' || level === 1
      ? []
      : [level === 2 ? say(language, NEWS.toLevels2, {}) : say(language, NEWS.toLevels, { level })];
  return incident.state === 'open' ? [[reason, ...to].join(' ')] : [];
};

/** To whoever has come on duty. */
const handover = (alert: Alert, context: Context): string[] => {
  const { language } = context.oncall;
  const { to = [], level = 1, incident } = alert;
  const time = durationIn(language, unattendedMs(incident, context.now));
  const [you, ...others] = to;
  return you === undefined || others.length > 0
    ? [say(language, NEWS.handoverTo, { names: personNames(to, context), time })]
    : [say(language, NEWS.handoverToYou, { at: clockIn(context, onDutySince(you, level, context)), time })];
};

/** The same about many at once, where all of them were handed over to one. */
export const handoverOfMany = (alerts: readonly Alert[], context: Context): string[] => {
  const people = new Set(alerts.flatMap(({ to = [] }) => to));
  const [you, ...others] = people;
  if (you === undefined || others.length > 0 || !alerts.every(({ kind }) => kind === 'handover')) return [];
  const level = Math.max(...alerts.map(({ level: one = 1 }) => one));
  const at = clockIn(context, onDutySince(you, level, context));
  return [say(context.oncall.language, NEWS.handoverOfMany, { at })];
};

const reasonIn = (language: Language, { incident, why: again, kind }: Alert, now: number): string => {
  switch (again) {
    case 'silence-ended':
      return say(language, NEWS.silenceEnded, {});
    case 'maintenance-ended':
      return say(language, NEWS.maintenanceEnded, {});
    case 'acknowledgement-ended':
      return say(language, NEWS.acknowledgementEnded, {
        name: shownText(incident.acknowledgedBy ?? 'somebody', NAME_LENGTH),
      });
    case 'still-fails':
      return say(language, NEWS.stillFails, {});
    case 'unacknowledged':
      return say(language, NEWS.unacknowledged, { time: durationIn(language, unattendedMs(incident, now)) });
    case undefined:
      return kind === 'reminder'
        ? say(language, NEWS.unacknowledged, { time: durationIn(language, unattendedMs(incident, now)) })
        : say(language, NEWS.stillFails, {});
    default:
      return again satisfies never;
  }
};

/** For how long somebody has been called and nobody has acknowledged. */
export const unattendedMs = ({ lastSent, openedAt }: Alert['incident'], now: number): number =>
  now - Date.parse(lastSent?.email?.cycleStartedAt ?? lastSent?.sms?.cycleStartedAt ?? openedAt);

const changes = ({ incident, kind }: Alert, { oncall: { language } }: Context): string[] => {
  const lastSent = incident.lastSent?.email;
  // Whoever has come on duty had no last message.
  if (!lastSent || incident.state === 'resolved' || kind === 'handover') return [];
  const more = incident.count - lastSent.count;
  return [
    ...(more > 0 ? [say(language, NEWS.grown, { more, now: incident.count })] : []),
    ...(lastSent.cause !== incident.cause
      ? [say(language, NEWS.causeChanged, { before: causeIn(language, lastSent.cause) })]
      : []),
  ];
};

const quiet = ({ incident, kind }: Alert, context: Context): string[] => {
  const last = Date.parse(incident.lastAt);
  const { oncall, now } = context;
  if (kind === 'opened' || incident.count === 0 || now - last < QUIET_WORTH_SAYING_MS) return [];
  const time = durationIn(oncall.language, now - last);
  return [say(oncall.language, NEWS.quiet, { at: clockIn(context, last), time })];
};

/** Why there is one more message about what is over. */
export const newsAfterEnd = (
  { incident, why: again }: Alert,
  { oncall: { language } }: Context,
): string[] => {
  const late = lateSinceSent(incident);
  const first = again === 'maintenance-ended' ? NEWS.endedInMaintenance : NEWS.firstMessage;
  return [
    ...(incident.lastSent?.email ? [] : [say(language, first, {})]),
    ...(late === 0 ? [] : [countedLate(language, late, incident.count)]),
  ];
};

const countedLate = (language: Language, late: number, now: number): string => {
  const counts = { before: now - late, now };
  return late === 1
    ? say(language, NEWS.lateOneAfterEnd, counts)
    : say(language, NEWS.lateAfterEnd, { late, ...counts });
};
