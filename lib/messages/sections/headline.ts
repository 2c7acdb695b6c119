import { floodSource } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isFlood, isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { HEADLINES } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import type { Context } from './message.ts';
import { nameIn, severityIn } from './name.ts';
import { described } from './phrases.ts';

/** What fails, in one line: "Orders webhook is failing (critical)". */
export const headline = (incident: Incident, context: Context): string => {
  const { language } = context.oncall;
  const severity = severityIn(described(incident, context.oncall).severity, context);
  if (isFlood(incident))
    return say(language, HEADLINES.flood, { source: clean(floodSource(incident.endpointKey)), severity });
  if (isUnreadable(incident)) return say(language, HEADLINES.unreadable, { severity });
  return say(language, HEADLINES.failing, { name: nameIn(incident, context), severity });
};
