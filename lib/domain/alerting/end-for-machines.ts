import type { Incident } from '../incidents/incident.ts';
import { LATE_GAP_MS, lateSinceSent } from '../incidents/late-notification.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { FIRST_CYCLE } from './escalation.ts';

type Machines = Pick<RuntimeOncallConfig, 'hasMachines'>;

/**
 * What is due to machines alone: that an incident is over of which people are not told, or not yet. A program can fetch what
 * was lost while they sleep. Nothing where they are told too, since machines hear whatever is sent by email. It goes to the
 * machines of every level, since none may ever have been alerted.
 */
export const endForMachines = (
  incident: Incident,
  oncall: Machines & Pick<RuntimeOncallConfig, 'escalationMinutes'>,
  now: Date,
) => {
  const reason = reasonFor(incident, oncall, now);
  if (reason === undefined) return {};
  const level = oncall.escalationMinutes.length + 1;
  return { machines: { kind: 'resolved' as const, reason, level, cycle: FIRST_CYCLE } };
};

const reasonFor = (incident: Incident, { hasMachines }: Machines, now: Date): string | undefined => {
  const { state, lastSent } = incident;
  if (!hasMachines || state !== 'resolved' || lastSent?.email || isTestAlert(incident)) return undefined;
  if (!lastSent?.machines) return 'it is over, and no person is told so now';
  const late = lateSinceSent(incident, 'machines');
  const isDue = late > 0 && now.getTime() - Date.parse(lastSent.machines.at) >= LATE_GAP_MS;
  return isDue ? `${late} more that had been received before its end` : undefined;
};

/** Whether machines were sent the end as it is: then what people are told later is for them alone. */
export const haveMachinesHeard = ({ state, count, lastSent }: Incident): boolean =>
  state === 'resolved' && lastSent?.machines?.state === 'resolved' && lastSent.machines.count === count;

/** Whether late notifications are still to be sent to machines alone. */
export const isLateForMachines = (incident: Incident, { hasMachines }: Machines): boolean =>
  hasMachines && !incident.lastSent?.email && lateSinceSent(incident, 'machines') > 0;
