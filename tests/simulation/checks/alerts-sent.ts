import { isSettled } from '../../../lib/domain/alerting/mark-sent.ts';
import { isSilenced } from '../../../lib/domain/incidents/silence.ts';
import { ONCALL_AT_RUNTIME } from '../world/container.ts';
import type { Publish, SentMark } from '../world/evidence.ts';
import type { Check } from './check.ts';
import { isRightlyUnsent, isSuppressedBetween, suppressionsOf } from './suppressed.ts';

/** Between two sweeps in long quiet, and a little. */
const LONGEST_SWEEP_MS = 31 * 60_000;
/** From the end of a suppression until the second level must have heard: quiet sweeps are ten minutes apart. */
const ESCALATED_WITHIN_MS = 40 * 60_000;

/** Promise 3: what was sent last is the current state. */
export const allSent: Check = {
  name: '3 the state of an incident is sent',
  broken: (evidence) =>
    evidence.incidents.flatMap((incident) => {
      const { incidentId, endpointKey, lastSent, count, state, cause, recentActions = [] } = incident;
      const email = lastSent?.email;
      if (isRightlyUnsent(evidence, incident)) return [];
      const silence = evidence.silences.get(endpointKey);
      const endsAt = Date.parse(incident.acknowledgedUntil ?? '');
      if (state === 'acknowledged' && endsAt < evidence.history.endAt - LONGEST_SWEEP_MS)
        return [`${incidentId} is still acknowledged, until ${incident.acknowledgedUntil}`];
      const isSuppressed =
        state === 'acknowledged' || isSilenced(silence, incident, new Date(evidence.history.endAt));
      if (!email) return isSuppressed && recentActions.length === 0 ? [] : [`${incidentId} was never told`];
      const lastAction = recentActions.at(-1)?.number ?? 0;
      if (state !== 'resolved' && (email.lastAction ?? 0) !== lastAction)
        return [`${incidentId}: act ${lastAction} was not told`];
      if (isSuppressed && state !== 'resolved') return [];
      return [
        ...(email.count === count ? [] : [`${incidentId} counts ${count}, told ${email.count}`]),
        ...(email.state === state ? [] : [`${incidentId} is ${state}, told ${email.state}`]),
        ...(email.cause === cause || state === 'resolved'
          ? []
          : [`${incidentId} is ${cause}, told ${email.cause}`]),
        ...(state === 'resolved' && email.kind !== 'resolved'
          ? [`${incidentId} is over, told as ${email.kind}`]
          : []),
      ];
    }),
};

/** Promise 3: what nobody acknowledges goes on to the second level. */
export const escalated: Check = {
  name: '3 what nobody acknowledges has reached the last level',
  broken: (evidence) => {
    const since = evidence.history.endAt - ESCALATED_WITHIN_MS;
    return evidence.incidents
      .filter(({ state, openedAt }) => state === 'open' && Date.parse(openedAt) < since)
      .filter(({ incidentId }) => suppressionsOf(evidence, incidentId).every(({ to }) => to < since))
      .filter(({ lastSent }) => lastSent?.email?.highestLevel !== 2)
      .map(({ incidentId, lastSent }) => `${incidentId} came to level ${lastSent?.email?.highestLevel ?? 0}`);
  },
};

const says = (
  publish: Publish,
  { incidentId }: SentMark,
  { channel, count, state }: SentMark['channels'][number],
  isToPeople: boolean,
): boolean =>
  publish.channels.includes(channel) &&
  publish.incidents.some(
    (one) => one.incidentId === incidentId && one.count === count && one.state === state,
  ) &&
  (publish.deliveries.some(
    ({ protocol, body }) =>
      protocol === (channel === 'machines' ? 'sqs' : channel) &&
      (channel === 'sms' || body.includes(incidentId)),
  ) ||
    // Whoever is on duty may have no phone, or another language, in which they were mailed apart.
    (isToPeople && (channel === 'sms' || publish.recipients.some((one) => one.includes('@')))));

/** Promise 3: a record says no more than what the same run of a function got SNS to accept before it. */
export const sentTruly: Check = {
  name: '3 what is recorded as sent was accepted by SNS, as it was rendered',
  broken: ({ ledger, team }) =>
    ledger.marks.flatMap((mark, index) => {
      const before = ledger.marks
        .slice(0, index)
        .findLast(({ incidentId }) => incidentId === mark.incidentId);
      return mark.channels
        .filter(({ channel, at }) => before?.channels.find((one) => one.channel === channel)?.at !== at)
        .filter(
          (sent) =>
            !ledger.publishes.some(
              (publish) =>
                publish.invocation === mark.invocation &&
                publish.order < mark.order &&
                says(publish, mark, sent, team !== undefined),
            ),
        )
        .map(
          ({ channel, count, state }) =>
            `${mark.incidentId} is marked by ${mark.invocation.name} as told by ${channel} (${state}, ${count}), and nothing said so`,
        );
    }),
};

/** Promise 3: the record of sent alerts. */
export const recorded: Check = {
  name: '3 each alert on record was accepted by SNS',
  broken: ({ alerts, incidents, ledger }) => {
    const accepted = new Set(ledger.publishes.map(({ messageId }) => messageId));
    return [
      ...alerts
        .filter(({ messageId }) => !accepted.has(messageId))
        .map(({ incidentId, at }) => `${incidentId} at ${at} has no message`),
      ...incidents
        .filter(
          ({ incidentId, lastSent }) => lastSent && !alerts.some((alert) => alert.incidentId === incidentId),
        )
        .map(({ incidentId }) => `${incidentId} was told, and no alert is on record`),
    ];
  },
};

/** An incident is archived when it is settled, and not before. */
export const archived: Check = {
  name: '3 the open list holds what may still be due, and only that',
  broken: (evidence) => {
    const { incidents, history, silences } = evidence;
    const now = new Date(history.endAt);
    return incidents.flatMap((incident) => {
      const over = isSettled(incident, silences.get(incident.endpointKey), ONCALL_AT_RUNTIME, now);
      const isOff = incident.listName !== 'open';
      const resolvedMs = Date.parse(incident.resolvedAt ?? '');
      // The silence under which it ended is no longer recorded if somebody silenced the endpoint again.
      if (
        over === isOff ||
        (isOff && isSuppressedBetween(evidence, incident.incidentId, resolvedMs, resolvedMs))
      )
        return [];
      return [
        `${incident.incidentId} is ${incident.state} and ${over ? 'settled' : 'not settled'}, on list ${incident.listName}`,
      ];
    });
  },
};
