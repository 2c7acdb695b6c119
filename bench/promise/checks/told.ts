import { OncallAtRuntime } from '../../../lib/oncall.ts';
import { isSettled } from '../../../lib/telling.ts';
import type { Publish, ToldMark } from '../ledger.ts';
import type { Check } from './check.ts';

/** Promise 3: what was told last is what is. */
export const toldAll: Check = {
  name: '3 what an incident has come to is told',
  broken: ({ incidents }) =>
    incidents.flatMap(({ incidentId, told, count, state, cause }) => {
      const email = told?.email;
      if (!email) return [`${incidentId} was never told`];
      return [
        ...(email.count === count ? [] : [`${incidentId} counts ${count}, told ${email.count}`]),
        ...(email.state === state ? [] : [`${incidentId} is ${state}, told ${email.state}`]),
        ...(email.cause === cause || state === 'resolved'
          ? []
          : [`${incidentId} is ${cause}, told ${email.cause}`]),
        ...(state === 'resolved' && email.kind !== 'recovered'
          ? [`${incidentId} is over, told as ${email.kind}`]
          : []),
      ];
    }),
};

const says = (
  publish: Publish,
  { incidentId }: ToldMark,
  channel: string,
  count: number,
  state: string,
): boolean =>
  publish.channels.includes(channel) &&
  publish.said.some((one) => one.incidentId === incidentId && one.count === count && one.state === state) &&
  publish.deliveries.some(
    ({ protocol, body }) => protocol === channel && (channel === 'sms' || body.includes(incidentId)),
  );

/** Promise 3: a mark says no more than what the same run of a function got SNS to accept before it. */
export const toldTruly: Check = {
  name: '3 what is marked as told was accepted by SNS, as it was rendered',
  broken: ({ ledger }) =>
    ledger.marks.flatMap((mark, index) => {
      const before = ledger.marks
        .slice(0, index)
        .findLast(({ incidentId }) => incidentId === mark.incidentId);
      return mark.channels
        .filter(({ channel, at }) => before?.channels.find((one) => one.channel === channel)?.at !== at)
        .filter(
          ({ channel, count, state }) =>
            !ledger.publishes.some(
              (publish) =>
                publish.invocation === mark.invocation &&
                publish.order < mark.order &&
                says(publish, mark, channel, count, state),
            ),
        )
        .map(
          ({ channel, count, state }) =>
            `${mark.incidentId} is marked by ${mark.invocation.name} as told by ${channel} (${state}, ${count}), and nothing said so`,
        );
    }),
};

/** Promise 3: the record of what was told. */
export const recorded: Check = {
  name: '3 each alert on record was accepted by SNS',
  broken: ({ alerts, incidents, ledger }) => {
    const accepted = new Set(ledger.publishes.map(({ messageId }) => messageId));
    return [
      ...alerts
        .filter(({ messageId }) => !accepted.has(messageId))
        .map(({ incidentId, at }) => `${incidentId} at ${at} has no message`),
      ...incidents
        .filter(({ incidentId, told }) => told && !alerts.some((alert) => alert.incidentId === incidentId))
        .map(({ incidentId }) => `${incidentId} was told, and no alert is on record`),
    ];
  },
};

/** An incident leaves the open shelf when it is settled, and not before. */
export const shelved: Check = {
  name: '3 the open shelf holds what may still be owed, and only that',
  broken: ({ incidents, history }) => {
    const now = new Date((history.storms.at(-1)?.calmAt ?? 0) + 80 * 60_000);
    const oncall = OncallAtRuntime.parse({});
    return incidents.flatMap((incident) => {
      const over = isSettled(incident, undefined, oncall, now);
      if (over === (incident.shelf !== 'open')) return [];
      return [
        `${incident.incidentId} is ${incident.state} and ${over ? 'settled' : 'not settled'}, on shelf ${incident.shelf}`,
      ];
    });
  },
};
