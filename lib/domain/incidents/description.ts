import {
  classifyEndpoint,
  type Description,
  type EndpointIdentity,
  familyName,
} from '../endpoints/classification.ts';
import { redactUrl } from '../endpoints/redact-url.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { clean } from '../security/plain-text.ts';
import { floodSource } from './flood.ts';
import type { Incident } from './incident.ts';
import { isFlood } from './incident-kind.ts';

/** What the business calls it, with its family and severity. */
export const described = (
  incident: EndpointIdentity,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): Description => {
  if (isFlood(incident))
    return {
      name: `Flood of ${clean(floodSource(incident.endpointKey))}`,
      family: 'other',
      severity: 'critical',
    };
  const description = classifyEndpoint(incident, oncall);
  return { ...description, name: clean(description.name) || familyName(description.family) };
};

/** The address in ASCII without userinfo and query values, or nothing if there is none to show. */
export const endpointShown = ({ endpoint }: Pick<Incident, 'endpoint'>): string | undefined =>
  endpoint !== undefined && URL.canParse(endpoint) ? clean(redactUrl(endpoint)) : undefined;
