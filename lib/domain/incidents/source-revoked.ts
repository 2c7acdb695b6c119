import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Incident } from './incident.ts';

/**
 * Whether all notifications of an incident came by URLs that are revoked by now, because the versions of their
 * sources were raised. Sources that are not counted by name are unknown, so they do not count as revoked.
 */
export const isRevoked = (
  { sources, sourceVersions = {} }: Pick<Incident, 'sources' | 'sourceVersions'>,
  oncall: Pick<RuntimeOncallConfig, 'sources'>,
): boolean => {
  const names = Object.keys(sources);
  return (
    names.length > 0 &&
    names.every((name) => (sourceVersions[name] ?? 1) < (oncall.sources[name]?.version ?? 1))
  );
};
