import type { NextAlert } from '../../domain/alerting/next-alert.ts';
import { nextAlertAfter } from '../../domain/alerting/next-alert-after.ts';
import { resumesAt } from '../../domain/alerting/outlook.ts';
import { shellQuoted } from '../../domain/diagnosis/runbook.ts';
import { configuredStatus } from '../../domain/endpoints/configured-monitor.ts';
import { quietMsOf, UNREPORTED_MS } from '../../domain/incidents/ended-by-time.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { onDutyAt, peopleOnDuty } from '../../domain/oncall/duty.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { NEXT } from '../language/phrases/next.ts';
import { type Language, say } from '../language/say.ts';
import { clockIn, durationIn } from '../language/times.ts';
import { MINUTE_MS } from '../text/time.ts';
import type { Alert, Context } from './message.ts';
import { onDutyFor } from './on-duty.ts';
import { personNames } from './person-name.ts';

/** When the next alert comes, once this one is out. */
export const nextMessage = (alert: Alert, context: Context): string[] => {
  const { incident, silence, kind } = alert;
  const { oncall } = context;
  const { language } = oncall;
  const now = new Date(context.now);
  if (kind === 'resolved') return [say(language, NEXT.over, {})];
  if (kind === 'note') return [say(language, NEXT.note, {})];
  const resumes = resumesAt(incident, silence, oncall, now);
  if (kind === 'silenced') {
    const until = resumes ?? given(incident.recentActions?.at(-1)?.until);
    if (until === undefined) return [say(language, NEXT.silencedOpen, {})];
    const at = clockIn(context, until);
    return [say(language, silence?.baseline ? NEXT.silencedUntilWorse : NEXT.silenced, { at })];
  }
  if (incident.state === 'acknowledged') {
    const until = resumes ?? given(incident.acknowledgedUntil);
    return until === undefined
      ? [say(language, NEXT.acknowledgedOpen, {})]
      : [say(language, NEXT.acknowledged, { at: clockIn(context, until) })];
  }
  const next = nextAlertAfter(alert, oncall, now);
  return next ? [...levelRow(next, context), ...handoverRow(alert, context), ...laterRow(next, context)] : [];
};

const given = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time);

const levelRow = ({ level: next }: NextAlert, context: Context): string[] => {
  if (!next) return [];
  const { language } = context.oncall;
  const { level } = next;
  if (next.at <= context.now) return [say(language, NEXT.levelNow, { level })];
  const at = clockIn(context, next.at);
  const people = onDutyAt(context.oncall, level, next.at).map(({ person }) => person);
  if (people.length > 0)
    return [say(language, NEXT.people, { names: personNames(people, context), level, at })];
  return [level === 2 ? say(language, NEXT.secondLevel, { at }) : say(language, NEXT.level, { level, at })];
};

/** Later than that, somebody has other things to think of. */
const HANDOVER_WITHIN_MS = 12 * 60 * MINUTE_MS;

/** Who comes on duty soon, and hears of it then. */
const handoverRow = (alert: Alert, context: Context): string[] => {
  const { oncall, now } = context;
  const { level = 1 } = alert;
  const soon = onDutyFor([alert], context)
    .flatMap(({ until }) => until ?? [])
    .filter((at) => at - now <= HANDOVER_WITHIN_MS)
    .toSorted((one, other) => one - other)[0];
  if (soon === undefined) return [];
  const before = peopleOnDuty(oncall, level, now);
  const coming = peopleOnDuty(oncall, level, soon).filter((person) => !before.includes(person));
  if (coming.length === 0) return [];
  return [
    say(oncall.language, NEXT.handover, { names: personNames(coming, context), at: clockIn(context, soon) }),
  ];
};

const laterRow = ({ changeAt, reminderAt }: NextAlert, context: Context): string[] => {
  const { language } = context.oncall;
  const isChangeFirst = changeAt !== undefined && changeAt < (reminderAt ?? Infinity);
  const growth = isChangeFirst ? clockIn(context, changeAt) : undefined;
  const reminder = reminderAt === undefined ? undefined : clockIn(context, reminderAt);
  if (growth !== undefined && reminder !== undefined)
    return [say(language, NEXT.growth, { growth, reminder })];
  if (growth !== undefined) return [say(language, NEXT.growthAlone, { at: growth })];
  return reminder === undefined ? [] : [say(language, NEXT.reminder, { at: reminder })];
};

/** What ends the messages without anybody acting. */
export const closesByItself = (
  incident: Incident,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
  language: Language = 'en',
): string => {
  if (incident.probeFailedAt === undefined)
    return say(language, NEXT.closesByQuiet, { time: durationIn(language, quietMsOf(incident)) });
  return configuredStatus(incident.endpointKey, oncall) === undefined
    ? say(language, NEXT.closesByProbesOrTime, { time: durationIn(language, UNREPORTED_MS) })
    : say(language, NEXT.closesByProbes, {});
};

/** The stack on a laptop has no region. */
const LOCAL_STAGE = 'local';

const closingCommand = (incidentId: string, { place }: Context): string => {
  const id = clean(incidentId);
  return `npm run resolve -- ${/^[\w.:-]+$/.test(id) ? id : shellQuoted(id)} --stage ${place.stage}${place.stage === LOCAL_STAGE ? '' : ` --region ${place.region}`}`;
};

/** How an incident is closed where no link can: what to run, under why. */
export const closingRows = (incident: Incident, context: Context): string[] =>
  context.links
    ? []
    : [
        say(context.oncall.language, isUnreadable(incident) ? NEXT.closeUnread : NEXT.closeCommand, {}),
        closingCommand(incident.incidentId, context),
      ];

/** The same for one of many. */
export const closingRowsOfMany = (context: Context): string[] =>
  context.links ? [] : [say(context.oncall.language, NEXT.closeOne, {}), closingCommand('ID', context)];

/** When the earliest of many speaks again. */
export const nextInDigest = (alerts: readonly Alert[], context: Context): string[] => {
  const { oncall } = context;
  const now = new Date(context.now);
  const failing = alerts.filter(({ incident }) => incident.state !== 'resolved');
  if (failing.length === 0) return [say(oncall.language, NEXT.digestOver, {})];
  const next = failing
    .flatMap((alert) => {
      const one = nextAlertAfter(alert, oncall, now);
      const resumes = resumesAt(alert.incident, alert.silence, oncall, now);
      return [one?.level?.at, one?.changeAt, one?.reminderAt, resumes];
    })
    .filter((at) => typeof at === 'number')
    .filter((at) => at > context.now);
  return next.length === 0
    ? []
    : [say(oncall.language, NEXT.digest, { at: clockIn(context, Math.min(...next)) })];
};
