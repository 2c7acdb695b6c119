import type { OncallAtRuntime } from '../oncall/config.ts';
import { endpointKey } from './endpoint.ts';

/** The status that a team expects of exactly this endpoint, its query included, if it says so. By its key: what is shown of it may hide values. */
export const expectedStatusOf = (key: string, oncall: OncallAtRuntime): number | undefined =>
  oncall.endpoints.find(({ url, expectedStatus }) => expectedStatus !== undefined && endpointKey(url) === key)
    ?.expectedStatus;

/** The endpoints that are watched by name: those of which a team says what they answer. */
export const watchedByName = (oncall: OncallAtRuntime): { key: string; url: string }[] =>
  oncall.endpoints
    .filter(({ expectedStatus }) => expectedStatus !== undefined)
    .map(({ url }) => ({ key: endpointKey(url), url }));
