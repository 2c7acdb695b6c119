import type { Publish, Seen } from '../world/evidence.ts';
import type { Check } from './check.ts';

const LEASE_MS = 12_000;

/** Something went wrong for the publisher between this and its record: the next one may send it again. */
const isExcused = (publish: Publish, ledger: Seen, incidentId: string): boolean => {
  const { invocation, faultsBefore, order } = publish;
  const mark = ledger.marks.find(
    (one) => one.incidentId === incidentId && one.invocation === invocation && one.order > order,
  );
  // Its own answer's fault is counted before it was sent.
  return (
    publish.isFaulty ||
    (mark ? mark.faults > faultsBefore : invocation.isKilled || invocation.faults > faultsBefore)
  );
};

/** Publishes that repeated to somebody what another had sent about an incident, with nothing recorded in between. */
export const repeatsOf = (ledger: Seen): { publish: Publish; again: Publish; incidentId: string }[] => {
  const last = new Map<string, Publish>();
  return ledger.publishes.flatMap((again) =>
    again.incidents.flatMap(({ incidentId }) => {
      const keys = again.recipients.map((one) => `${incidentId} ${again.marksBefore.get(incidentId)} ${one}`);
      const publish = keys.map((key) => last.get(key)).find((before) => before !== undefined);
      for (const key of keys) last.set(key, again);
      return publish ? [{ publish, again, incidentId }] : [];
    }),
  );
};

/** Promise 5. A clock wrong by more than a lease counts as a crash. */
export const repeats: Check = {
  name: '5 an alert is repeated only after a crash or a lost answer',
  broken: ({ ledger, weather }) =>
    weather.skewMs > LEASE_MS / 2
      ? []
      : repeatsOf(ledger)
          .filter(({ publish, incidentId }) => !isExcused(publish, ledger, incidentId))
          .map(
            ({ publish, again, incidentId }) =>
              `${incidentId} was told by ${publish.invocation.name} and again by ${again.invocation.name} ${Math.round(again.at - publish.at)} ms later, and nothing had gone wrong`,
          ),
};
