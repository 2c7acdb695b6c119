import type { Incident } from '../incidents/incident.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { familiarity } from './alert-order.ts';

type Subject = Pick<Incident, 'endpointKey' | 'endpoint'>;

/**
 * Whether an endpoint counts towards its source's cap: endpoints that `oncall.yml` lists exactly always have their
 * own incident.
 */
export const isCapped = (subject: Subject, oncall: Pick<RuntimeOncallConfig, 'endpoints'>): boolean =>
  subject.endpoint !== undefined && familiarity(subject, oncall) > 0;

/**
 * Whether a source with `open` incidents may open one more, for this endpoint. During a flood only for endpoints that
 * `oncall.yml` lists by the beginning of their URL: these have as much room again.
 */
export const mayOpen = (
  subject: Subject,
  { open, isFlooding }: { open: number; isFlooding: boolean },
  oncall: Pick<RuntimeOncallConfig, 'endpoints' | 'maxOpenIncidentsPerSource'>,
): boolean => {
  const known = familiarity(subject, oncall);
  const cap = oncall.maxOpenIncidentsPerSource;
  if (known === 0) return true;
  return known === 1 ? open < 2 * cap : !isFlooding && open < cap;
};
