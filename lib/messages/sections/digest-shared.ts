import { displayHost } from '../../domain/endpoints/display-url.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import { DIGEST, MEMBERS } from '../language/phrases/digests.ts';
import { say } from '../language/say.ts';
import type { Alert, Context } from './message.ts';
import { endpointShown } from './phrases.ts';

/** What all that fail have in common: where to look first. One alone shares nothing. */
export const sharedByAll = (failing: readonly Alert[], context: Context): string[] => {
  if (failing.length < 2) return [];
  const { language } = context.oncall;
  const hosts = new Set(failing.map(hostOf));
  const causes = new Set(failing.map(({ incident }) => incidentStory(incident).cause));
  const [host] = hosts;
  if (host !== undefined && hosts.size === 1)
    return [
      say(language, DIGEST.oneHost, { host: displayHost(host) }),
      ...(isWholeHost(host, failing, context)
        ? [say(language, MEMBERS.wholeHost, { host: displayHost(host) })]
        : []),
    ];
  return causes.size === 1 ? [say(language, DIGEST.oneCause, {})] : [];
};

const hostOf = ({ incident }: Alert): string | undefined => {
  const endpoint = endpointShown(incident);
  return endpoint === undefined ? undefined : new URL(endpoint).host;
};

/** Whether all that a team has named on a host fails: then it is the host, and not an endpoint. One alone says nothing. */
const isWholeHost = (host: string, failing: readonly Alert[], { oncall }: Context): boolean => {
  const named = oncall.endpoints.filter(({ url }) => new URL(url).host === host);
  const keys = new Set(failing.map(({ incident }) => incident.endpointKey));
  return named.length > 1 && named.every(({ url }) => keys.has(endpointKey(url)));
};
