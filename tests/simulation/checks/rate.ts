import { isSilenced } from '../../../lib/domain/incidents/silence.ts';
import type { Seen } from '../world/evidence.ts';
import type { Check } from './check.ts';
import { isRightlyUnsent } from './suppressed.ts';

const LIMIT = 10;
const SMS_AT_ONCE = 5;
const SMS_EACH_MS = 3 * 60_000;

/** The largest number of publishes in any second, sliding. */
export const mostInASecond = ({ publishes }: Seen): number =>
  Math.max(
    0,
    ...publishes.map(({ at: from }) => publishes.filter(({ at }) => at >= from && at < from + 1000).length),
  );

/** Promise 6. */
export const rate: Check = {
  name: '6 fewer than ten publishes in any second',
  broken: ({ ledger, subscriptions }) => [
    ...(mostInASecond(ledger) < LIMIT ? [] : [`${mostInASecond(ledger)} publishes in a second`]),
    ...subscriptions
      .filter(({ isActive }) => !isActive)
      .map(({ endpoint, deactivatedAt }) => `${endpoint} was deactivated at ${deactivatedAt}`),
  ],
};

/** Promise 6: a digest leaves nobody out. */
export const named: Check = {
  name: '6 every incident is named in some email',
  broken: (evidence) => {
    const { incidents, ledger, silences, history } = evidence;
    const emails = ledger.publishes
      .flatMap(({ deliveries }) => deliveries)
      .filter(({ protocol }) => protocol === 'email')
      .map(({ body }) => body);
    return incidents
      .filter((incident) => !isRightlyUnsent(evidence, incident))
      .filter(
        (incident) => !isSilenced(silences.get(incident.endpointKey), incident, new Date(history.endAt)),
      )
      .filter(({ incidentId }) => !emails.some((body) => body.includes(incidentId)))
      .map(({ incidentId }) => `${incidentId} is in no email`);
  },
};

/**
 * SMS are limited: five at once, then one in three minutes. Clocks that differ refill the limit by as much. Where nobody is subscribed by
 * SMS, what is published for them reaches nobody, and nothing is limited.
 */
export const bucket: Check = {
  name: '6 SMS keep to their limit',
  broken: ({ ledger, weather, subscriptions }) => {
    if (!subscriptions.some(({ protocol }) => protocol === 'sms')) return [];
    const times = ledger.publishes.filter(({ channels }) => channels.includes('sms')).map(({ at }) => at);
    const spareMs = 2000 + 4 * weather.skewMs * (1 + weather.jumps);
    return times.flatMap((from, index) => {
      const over = times
        .slice(index)
        .findIndex((to, after) => after + 1 > SMS_AT_ONCE + (to - from + spareMs) / SMS_EACH_MS);
      return over === -1
        ? []
        : [`${over + 1} SMS within ${Math.round(((times[index + over] ?? 0) - from) / 1000)} s`];
    });
  },
};
