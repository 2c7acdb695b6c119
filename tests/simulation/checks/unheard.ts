import type { Seen } from '../world/evidence.ts';

/** How many incidents ended before SNS had accepted an alert about them to people. */
export const endedUnheard = ({ closings, publishes }: Seen): number =>
  closings.filter(
    ({ incidentId, order }) =>
      !publishes.some(
        (publish) =>
          publish.order < order &&
          !publish.channels.includes('machines') &&
          publish.incidents.some((one) => one.incidentId === incidentId),
      ),
  ).length;
