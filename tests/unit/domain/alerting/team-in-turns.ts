import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { incident } from '../../messages/fixtures.ts';

export const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
export const oncall = RuntimeOncallConfig.parse({
  timeZone: 'Asia/Riyadh',
  escalationMinutes: [15],
  people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda') },
  duties: [
    { rotation: { people: ['sara', 'omar'], every: 'day', at: '09:00', from: '2026-06-12' } },
    { people: ['huda'] },
  ],
});

/** Sara's turn lasts from Friday 09:00 in Riyadh to Saturday 09:00. */
export const at = (time: string): Date => new Date(`2026-06-${time}:00.000Z`);

/** Opened ten minutes before Omar's turn begins. */
export const opened = incident({
  openedAt: at('13T05:50').toISOString(),
  lastAt: at('13T05:50').toISOString(),
});
export const due = (of: Incident, time: string) => dueAlerts(of, undefined, oncall, at(time));

/** The incident once what is due then was sent. */
export const sent = (of: Incident, time: string): Incident => ({
  ...of,
  lastSent: markSent(of, due(of, time), ['email', 'sms'], at(time)),
});

/** Sara silences the incident five minutes before Omar's turn begins. */
export const silencedUntil = ({ endpointKey, incidentId }: Incident, until: string): Silence => ({
  endpointKey,
  item: 'silence',
  incidentId,
  actor: 'Sara',
  at: at('13T05:55').toISOString(),
  reason: 'known',
  until: at(until).toISOString(),
});
