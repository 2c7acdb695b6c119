import { familyName } from '../../domain/endpoints/classification.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Severity } from '../../domain/oncall/config.ts';
import { FAMILIES, SEVERITIES } from '../language/phrases/names.ts';
import type { Context } from './message.ts';
import { described } from './phrases.ts';

/** What people call an endpoint: its name in `oncall.yml`, or in the mail's language what it receives. */
export const nameIn = (incident: Incident, { oncall }: Pick<Context, 'oncall'>): string => {
  const { name, family } = described(incident, oncall);
  return name === familyName(family) ? FAMILIES[family][oncall.language] : name;
};

export const severityIn = (severity: Severity, { oncall }: Pick<Context, 'oncall'>): string =>
  SEVERITIES[severity][oncall.language];
