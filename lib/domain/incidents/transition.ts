import { type Cause, causeOf } from '../diagnosis/cause.ts';
import { isSourceKey } from '../endpoints/endpoint.ts';
import { redactUrl } from '../endpoints/redact-url.ts';
import { isUnreadable, type Notification } from '../intake/notification.ts';
import { ENDPOINT_LIMIT } from '../intake/read-endpoint.ts';
import { type NormalStatus, withNormal } from '../probing/normal-status.ts';
import type { ProbeResult } from '../probing/probe-result.ts';
import type { ProvenProbe } from '../probing/proven-probe.ts';
import { redactStart } from '../security/redact.ts';
import { detectRecovery, recoveryThresholds } from './auto-resolve.ts';
import { EMPTY_FLOOD, isFloodKey, withNotification } from './flood.ts';
import { type Counts, type Incident, incidentIdOf, OPEN_LIST, type Sample } from './incident.ts';
import { outageOf } from './late-notification.ts';
import { widened } from './loss-window.ts';
import { expireAcknowledgement, type RecordedActionInput, withAction } from './recorded-action.ts';
import { effectOfTime } from './time-effect.ts';

const NAMES_COUNTED = 20;
const OTHER = 'other';
/** Stands for a missing or invalid code. */
const NO_CODE = 'unknown';
const SAMPLE_LENGTH = 1000;

/** What can happen to an incident. */
export type IncidentEvent =
  | { kind: 'notified'; notifications: [Notification, ...Notification[]] }
  | { kind: 'resolved'; actor: string; isStopped?: boolean; normalStatus?: NormalStatus }
  | { kind: 'action'; recorded: RecordedActionInput }
  | { kind: 'clock'; isSuppressed?: boolean; isConfigured?: boolean; isRevoked?: boolean }
  | { kind: 'taught'; normalStatus: NormalStatus; history: readonly ProbeResult[] }
  | ({ kind: 'probed' } & ProvenProbe)
  | {
      kind: 'checked';
      history: readonly ProbeResult[];
      others: readonly Incident[];
      pace?: number | undefined;
    };

/** The only function that changes what an incident is. Returns the same object if nothing changes. */
export const transition = (before: Incident, event: IncidentEvent, now: Date): Incident => {
  if (before.state === 'resolved') return afterItsEnd(before, event, now);
  switch (event.kind) {
    case 'notified':
      return saved(counting(before, event.notifications));
    case 'resolved':
      return saved({
        ...before,
        state: 'resolved',
        resolvedAt: now.toISOString(),
        resolution: event.isStopped ? 'stopped' : 'person',
        resolvedBy: event.actor,
        ...(event.normalStatus && { normalStatus: event.normalStatus }),
      });
    case 'action':
      return saved(withAction(before, event.recorded, now));
    case 'clock': {
      const effect = effectOfTime(before, event, now);
      if (!effect) return before;
      return effect.kind === 'ends'
        ? saved({
            ...before,
            state: 'resolved',
            resolvedAt: now.toISOString(),
            resolution: effect.resolution,
          })
        : saved(expireAcknowledgement(before));
    }
    case 'probed':
      return saved(probed(before, event));
    case 'taught':
      return saved(taught(before, event.normalStatus, event.history));
    case 'checked': {
      const lossWindow = detectRecovery(
        before,
        event.history,
        recoveryThresholds(before, event.others, now, event.pace),
        now,
      );
      return lossWindow
        ? saved({
            ...before,
            state: 'resolved',
            resolvedAt: now.toISOString(),
            resolution: 'probes',
            lossWindow,
          })
        : before;
    }
    default:
      return event satisfies never;
  }
};

/**
 * A resolved incident is never reopened: the next outage is the next number. Notes can still be added, and
 * notifications that were received before its end are counted into it.
 */
const afterItsEnd = (before: Incident, event: IncidentEvent, now: Date): Incident => {
  if (event.kind === 'action' && event.recorded.kind === 'note')
    return saved(withAction(before, event.recorded, now));
  if (event.kind !== 'notified') return before;
  const { notifications } = event;
  return notifications.every((one) => outageOf([before], one)) ? saved(late(before, notifications)) : before;
};

/**
 * Counts notifications that came to light after the end. People were told of fewer, so it goes back to the open list.
 */
const late = (before: Incident, notifications: Notifications): Incident => {
  const after = counting(before, notifications);
  return {
    ...after,
    listName: OPEN_LIST,
    ...(before.lossWindow && { lossWindow: widened(before.lossWindow, after) }),
  };
};

const saved = (incident: Incident): Incident => ({ ...incident, version: incident.version + 1 });

/** The next incident before anything is counted: `transition` with its first notifications completes it. */
export const newIncident = (endpointKey: string, number: number, first: Notification): Incident => ({
  endpointKey,
  number,
  incidentId: incidentIdOf({ endpointKey, number }),
  ...(isUnreadable(first) || isSourceKey(endpointKey) || isFloodKey(endpointKey)
    ? {}
    : { endpoint: redactUrl(first.endpoint).slice(0, ENDPOINT_LIMIT) }),
  source: first.source,
  ...(isFloodKey(endpointKey) && { flood: EMPTY_FLOOD }),
  state: 'open',
  count: 0,
  openedAt: first.receivedAt,
  lastAt: first.receivedAt,
  cause: isFloodKey(endpointKey) ? 'flood' : causeFrom(first),
  codes: {},
  sources: {},
  sample: sampleOf(first),
  version: 0,
  listName: OPEN_LIST,
});

const notified = (incident: Incident, notification: Notification): Incident => ({
  ...incident,
  count: incident.count + 1,
  openedAt: notification.receivedAt < incident.openedAt ? notification.receivedAt : incident.openedAt,
  codes: isUnreadable(notification)
    ? incident.codes
    : counted(incident.codes, String(notification.code ?? NO_CODE)),
  sources: counted(incident.sources, notification.source),
  ...versioned(incident, notification),
  ...(isFloodKey(incident.endpointKey) &&
    !isUnreadable(notification) && {
      flood: withNotification(incident.flood ?? EMPTY_FLOOD, notification),
    }),
});

type Notifications = readonly [Notification, ...Notification[]];

/**
 * Counts all of them. The latest one gives the cause and the sample, which is redacted once for all that came
 * together.
 */
const counting = (before: Incident, notifications: Notifications): Incident => {
  const incident = notifications.reduce(notified, before);
  const [first, ...others] = notifications;
  const latest = others.reduce((soFar, one) => (one.receivedAt >= soFar.receivedAt ? one : soFar), first);
  return latest.receivedAt < before.lastAt
    ? incident
    : {
        ...incident,
        lastAt: latest.receivedAt,
        cause: isFloodKey(incident.endpointKey) ? 'flood' : causeFrom(latest),
        sample: sampleOf(latest),
      };
};

/** Probe results may arrive late, so the latest by its start stays; a failure stays known. */
const probed = (
  { normalStatus: _, ...incident }: Incident,
  { probe, result, normalStatus }: ProvenProbe,
): Incident => {
  const failedAt = incident.probeFailedAt ?? '';
  return {
    ...incident,
    ...(normalStatus && { normalStatus }),
    ...(probe.at >= (incident.probe?.at ?? '') && { probe }),
    ...(result.kind === 'down' && probe.at > failedAt && { probeFailedAt: probe.at }),
  };
};

/** A status that turns out to be normal was not a failure: only other failures since the opening still count. */
const taught = (
  { probeFailedAt: _, ...incident }: Incident,
  normalStatus: NormalStatus,
  history: readonly ProbeResult[],
): Incident => {
  const failed = withNormal(history, normalStatus.status).findLast(
    ({ kind, at }) => kind === 'down' && at >= incident.openedAt,
  );
  return { ...incident, normalStatus, ...(failed && { probeFailedAt: failed.at }) };
};

const causeFrom = (notification: Notification): Cause =>
  isUnreadable(notification)
    ? 'unreadable'
    : causeOf(notification.code, notification.message, notification.endpoint);

const sampleOf = (notification: Notification): Sample => {
  const { receivedAt: at } = notification;
  if (isUnreadable(notification)) {
    const { problem, raw, mentionedUrl } = notification;
    return {
      at,
      message: redactStart(problem, SAMPLE_LENGTH),
      raw: redactStart(raw, SAMPLE_LENGTH),
      ...(mentionedUrl !== undefined && { mentionedUrl }),
    };
  }
  const { endpoint, code, message, fieldProblems } = notification;
  return {
    at,
    ...(code !== undefined && { code }),
    // Senders repeat the URL in their messages, in forms that no pattern finds.
    ...(message !== undefined && { message: redactStart(message, SAMPLE_LENGTH, endpoint) }),
    ...(fieldProblems && { fieldProblems }),
  };
};

/** Counts by name: the first 20 names apart and the rest together, so that an incident never outgrows its item. */
const counted = (counts: Counts, name: string): Counts => {
  const isKnown = Object.hasOwn(counts, name) || Object.keys(counts).length < NAMES_COUNTED;
  const key = isKnown ? name : OTHER;
  return { ...counts, [key]: (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + 1 };
};

/** The version of the URL that a source used, if it is counted by name and is not the first. */
const versioned = (
  { sources, sourceVersions = {} }: Incident,
  { source, sourceVersion = 1 }: Notification,
): Pick<Incident, 'sourceVersions'> => {
  const isNamed = Object.hasOwn(sources, source) || Object.keys(sources).length < NAMES_COUNTED;
  const version = Math.max(sourceVersion, sourceVersions[source] ?? 1);
  return isNamed && version > 1 ? { sourceVersions: { ...sourceVersions, [source]: version } } : {};
};
