import { isFloodKey } from '../../../lib/domain/incidents/flood.ts';
import { isUnreadable } from '../../../lib/domain/intake/notification.ts';
import type { Evidence } from '../scenario/state.ts';
import { type Check, grouped } from './check.ts';

const daysOf = ({ days }: Evidence) => grouped(days, ({ endpointKey }) => endpointKey);

/** A day's availability is as true as its counts. */
export const resultsCounted: Check = {
  name: 'each probe result is counted in its day, once',
  broken: (evidence) => {
    const days = daysOf(evidence);
    return [...grouped(evidence.ledger.probeResults, ({ key }) => key)].flatMap(([key, of]) => {
      const results = new Set(of.flatMap(({ history }) => history.map(({ at }) => at))).size;
      const counted = (days.get(key) ?? []).reduce(
        (sum, { up, down, unknown }) => sum + up + down + unknown,
        0,
      );
      return results === counted ? [] : [`${key}: ${results} looks, its days count ${counted}`];
    });
  },
};

/** And so is its rate of success. */
export const notifiedCounted: Check = {
  name: 'each notification is counted in its day, once',
  broken: (evidence) => {
    const days = daysOf(evidence);
    // A flood counts its own: its endpoints have no days.
    const readable = evidence.notifications.filter(
      (one) => !isUnreadable(one) && !isFloodKey(one.incidentId ?? ''),
    );
    return [...grouped(readable, ({ endpointKey }) => endpointKey)].flatMap(([key, of]) => {
      const counted = (days.get(key) ?? []).reduce((sum, { notifications }) => sum + notifications, 0);
      return counted === of.length ? [] : [`${key}: ${of.length} notifications, its days count ${counted}`];
    });
  },
};
