import { familyName } from '../../domain/endpoints/classification.ts';
import { floodSource } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isFlood, isUnreadable } from '../../domain/incidents/incident-kind.ts';
import type { Severity } from '../../domain/oncall/severity.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { FAMILIES, OTHER_NAMES, SEVERITIES } from '../language/phrases/names.ts';
import { say } from '../language/say.ts';
import type { Context } from './message.ts';
import { described } from './phrases.ts';

/** What people call an endpoint: its name in `oncall.yml`, or in the mail's language what it receives. */
export const nameIn = (incident: Incident, { oncall }: Pick<Context, 'oncall'>): string => {
  const { language } = oncall;
  if (isUnreadable(incident)) return OTHER_NAMES.unreadable[language];
  if (isFlood(incident))
    return say(language, OTHER_NAMES.flood, { source: clean(floodSource(incident.endpointKey)) });
  const { name, family } = described(incident, oncall);
  return name === familyName(family) ? FAMILIES[family][language] : name;
};

export const severityIn = (severity: Severity, { oncall }: Pick<Context, 'oncall'>): string =>
  SEVERITIES[severity][oncall.language];
