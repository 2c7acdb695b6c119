import { isUnreadable } from '../../../lib/domain/incidents/incident-kind.ts';
import { lossWindowMs } from '../../../lib/domain/incidents/loss-window.ts';
import { MachineAlert } from '../../../lib/messages/formats/machine-json.ts';
import type { Evidence } from '../scenario/state.ts';
import { MACHINE } from '../world/container.ts';
import type { Check } from './check.ts';

type Heard = { state: string; count: number; from: number | undefined; to: number | undefined };

/** What the program's queue heard last about each incident. */
const heardLast = ({ ledger }: Evidence): Map<string, Heard> =>
  new Map(
    ledger.publishes
      .flatMap(({ deliveries }) => deliveries.filter(({ to }) => to === MACHINE))
      .flatMap(({ body }) => {
        const alert = MachineAlert.parse(JSON.parse(body));
        return alert.kind === 'digest' ? alert.incidents : [alert];
      })
      .map(({ dedupKey, state, count, backfill }) => [
        dedupKey,
        {
          state,
          count,
          from: backfill && Date.parse(backfill.from),
          to: backfill && Date.parse(backfill.to),
        },
      ]),
  );

/** Each end reaches the program, whatever people asked not to hear of, with the window as it came to be. */
export const windows: Check = {
  name: '3 a program is sent each end, with what to fetch again',
  broken: (evidence) => {
    const last = heardLast(evidence);
    return evidence.incidents
      .filter(({ state }) => state === 'resolved')
      .flatMap((incident) => {
        const { incidentId, count } = incident;
        const heard = last.get(incidentId);
        if (heard?.state !== 'resolved') return [`no program was sent the end of ${incidentId}`];
        if (heard.count !== count)
          return [`${incidentId} counts ${count}, a program was sent ${heard.count}`];
        const { from, to } = lossWindowMs(incident);
        return isUnreadable(incident) || (heard.from === from && heard.to === to)
          ? []
          : [`a program was sent another window of ${incidentId}: ${heard.from} to ${heard.to}`];
      });
  },
};

/** What is for programs alone reaches nobody else. */
export const aside: Check = {
  name: '3 what is for programs alone wakes nobody',
  broken: ({ ledger }) =>
    ledger.publishes
      .filter(({ channels }) => channels.includes('machines'))
      .flatMap(({ deliveries }) => deliveries.filter(({ to }) => to !== MACHINE))
      .map(({ to, subject }) => `${to} got ${subject}`),
};
