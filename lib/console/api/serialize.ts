import type { ApiDay, ApiEntry, ApiMonitorSummary, ApiNotification } from '../../domain/api/schemas.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import { redactUrl } from '../../domain/endpoints/redact-url.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isRecordedAction, type TimelineEntry, timeOf } from '../../domain/incidents/timeline.ts';
import {
  isUnreadable as isUnreadableNotification,
  type Notification,
} from '../../domain/intake/notification.ts';
import { redactNotification } from '../../domain/intake/redact-notification.ts';
import { instantIn, inZone } from '../../domain/oncall/instant.ts';
import {
  type Day,
  availabilityOf as dailyAvailabilityOf,
  responseMsOf,
  successRateOf,
} from '../../domain/probing/daily-stats.ts';
import { lateSince, type Monitor } from '../../domain/probing/monitor.ts';
import { availabilityOf } from '../../domain/probing/uptime.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { shownLines } from '../../messages/text/plain-text.ts';
import { shownText } from '../view/labels.ts';
import { normalOf } from '../view/normal-status.ts';
import type { View } from '../view/view.ts';

/** Times are given by the team's clock. */
type Zone = Pick<View, 'oncall'>;

const text = <Name extends string>(name: Name, value: string | undefined): { [N in Name]?: string } => {
  const fields: { [N in Name]?: string } = {};
  if (value !== undefined) fields[name] = shownText(value);
  return fields;
};

/** A notification as the API shows it. */
export const notificationShape = (notification: Notification, { oncall }: Zone): ApiNotification => {
  const one = redactNotification(notification);
  return {
    id: one.id,
    receivedAt: instantIn(one.receivedAt, oncall.timeZone),
    source: one.source,
    ...(one.incidentId !== undefined && { incidentId: one.incidentId }),
    ...(isUnreadableNotification(one)
      ? {
          problem: clean(one.problem),
          ...(one.mentionedUrl !== undefined && { mentionedUrl: clean(one.mentionedUrl) }),
        }
      : {
          ...(URL.canParse(one.endpoint) && { endpoint: clean(one.endpoint) }),
          ...(one.code !== undefined && { code: one.code }),
          ...(one.message !== undefined && { message: clean(one.message) }),
          ...(one.fieldProblems && { fieldProblems: one.fieldProblems }),
        }),
    ...(one.raw !== undefined && { raw: clean(one.raw) }),
  };
};

/** A timeline entry as the API shows it. */
export const entryShape = (entry: TimelineEntry, { oncall }: Zone): ApiEntry => ({
  at: instantIn(timeOf(entry), oncall.timeZone),
  kind: entry.kind,
  ...(entry.reason !== undefined && { reason: shownLines(entry.reason) }),
  ...(isRecordedAction(entry)
    ? {
        ...text('actor', entry.actor),
        ...(entry.until !== undefined && { until: instantIn(entry.until, oncall.timeZone) }),
      }
    : {
        level: entry.level,
        channels: entry.channels,
        ...(entry.people && { people: entry.people }),
        messageId: entry.messageId,
      }),
});

const DAY_MS = 24 * 60 * 60_000;

/** A monitored endpoint as the API shows it. */
export const monitorSummary = (monitor: Monitor, view: View): ApiMonitorSummary => {
  const { endpointKey, endpoint, history, certificateEndsAt } = monitor;
  const { oncall, now } = view;
  const notProbedSince = lateSince(monitor, new Date(now));
  const normal = normalOf(monitor, view);
  const last = history.findLast(({ kind }) => kind !== 'unknown');
  const since = (days: number) => availabilityOf(history, now - days * DAY_MS, now);
  const fields = {
    endpointKey,
    name: classifyEndpoint({ endpointKey, endpoint }, oncall).name,
    ...(URL.canParse(endpoint) && { endpoint: clean(redactUrl(endpoint)) }),
    ...(last && { isAnswering: last.kind === 'up', lastProbeAt: last.at }),
    ...(certificateEndsAt !== undefined && { certificateEndsAt }),
    ...(notProbedSince !== undefined && { notProbedSince }),
    ...(normal && { normalStatus: inZone(normal, oncall.timeZone) }),
    availability: { day: since(1), week: since(7), quarter: since(90) },
  };
  return inZone(fields, oncall.timeZone);
};

/** A day of an endpoint as the API shows it. */
export const dayShape = (day: Day): ApiDay => ({
  day: day.day,
  availability: dailyAvailabilityOf(day),
  responseMs: responseMsOf(day),
  failures: day.notifications,
  ...(day.delivered !== undefined && { delivered: day.delivered, deliveryRate: successRateOf(day) }),
});

export const silenceShape = ({ actor, reason, at, until, baseline }: Silence, { oncall }: Zone) => ({
  actor: shownText(actor),
  reason: shownText(reason),
  at: instantIn(at, oncall.timeZone),
  until: instantIn(until, oncall.timeZone),
  untilWorse: baseline !== undefined,
});
