import type { OncallAtRuntime } from '../oncall/config.ts';
import type { Incident } from './incident.ts';

/**
 * Whether all that was reported of an incident came by URLs that are revoked by now: their sources have had their
 * versions raised. Of sources beyond those that are counted by name nothing is known, so they are not revoked.
 */
export const isRevoked = (
  { sources, sourceVersions = {} }: Pick<Incident, 'sources' | 'sourceVersions'>,
  oncall: Pick<OncallAtRuntime, 'sources'>,
): boolean => {
  const names = Object.keys(sources);
  return (
    names.length > 0 &&
    names.every((name) => (sourceVersions[name] ?? 1) < (oncall.sources[name]?.version ?? 1))
  );
};
