import { adviceFor } from '../../domain/diagnosis/advice.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { stillFailing } from '../../domain/incidents/still-failing.ts';
import type { Purpose } from '../../domain/security/signed-link.ts';
import { clockTime, minutesInWords } from '../../messages/text/time.ts';
import type { View } from './view.ts';

/** What a button will do, before it is pressed. */
export const whatItDoes = (
  purpose: Exclude<Purpose, 'view'>,
  incident: Incident,
  { oncall }: Pick<View, 'oncall'>,
): string => {
  switch (purpose) {
    case 'acknowledge':
      return `This keeps reminders and further levels away for ${minutesInWords(oncall.acknowledgementMinutes)}, and tells the others by email that you are on it.`;
    case 'resolve':
      return stillFailing(incident)
        ? 'This closes the incident and alerts everybody that you closed it while our probe still fails. It is not announced as resolved.'
        : 'This closes the incident and alerts everybody.';
    case 'silence':
      return 'This keeps everybody from being woken by this endpoint for that time. A silence always ends.';
    case 'unsilence':
      return 'This ends the silence: while it still fails, people are alerted again, from level 1 on.';
    default:
      return purpose satisfies never;
  }
};

/** What somebody should know who is about to say that it works again; nothing where nothing speaks against it. */
export const warningBeforeClosing = (incident: Incident, { oncall, now }: View): string | undefined => {
  const failing = incident.state === 'resolved' ? undefined : stillFailing(incident);
  if (!failing || isUnreadable(incident)) return undefined;
  const at = clockTime(Date.parse(failing.at), now, oncall.timeZone);
  return `Our own probe still failed at ${at}: ${adviceFor(failing.cause, undefined).short}. If you leave the incident open, it closes by itself once our probes succeed.`;
};
