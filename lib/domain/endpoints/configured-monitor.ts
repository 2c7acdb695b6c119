import type { OncallAtRuntime } from '../oncall/config.ts';
import { endpointKey } from './endpoint.ts';

/** The status that a team expects of exactly this endpoint, if it says so. */
export const expectedStatusOf = (endpoint: string, oncall: OncallAtRuntime): number | undefined => {
  if (!URL.canParse(endpoint)) return undefined;
  const key = endpointKey(endpoint);
  return oncall.endpoints.find(
    ({ url, expectedStatus }) => expectedStatus !== undefined && endpointKey(url) === key,
  )?.expectedStatus;
};

/** The endpoints that are watched by name: those of which a team says what they answer. */
export const watchedByName = (oncall: OncallAtRuntime): { key: string; url: string }[] =>
  oncall.endpoints
    .filter(({ expectedStatus }) => expectedStatus !== undefined)
    .map(({ url }) => ({ key: endpointKey(url), url }));
