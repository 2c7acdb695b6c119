import type { NamedEndpoint, RuntimeOncallConfig } from '../oncall/config.ts';
import { type EndpointIdentity, isNamed } from './classification.ts';
import { endpointKey } from './endpoint.ts';

type Configured = { url: string; expectedStatus: number };

/** By endpoint key. Since a key is a hash, the map is made once for each configuration. */
const tables = new WeakMap<readonly NamedEndpoint[], ReadonlyMap<string, Configured>>();

const tableOf = ({ endpoints }: Pick<RuntimeOncallConfig, 'endpoints'>): ReadonlyMap<string, Configured> => {
  const known = tables.get(endpoints);
  if (known) return known;
  const table = new Map<string, Configured>();
  for (const { url, expectedStatus } of endpoints) {
    const key = endpointKey(url);
    if (expectedStatus !== undefined && !table.has(key)) table.set(key, { url, expectedStatus });
  }
  tables.set(endpoints, table);
  return table;
};

/** The status that a team expects from the endpoint with this key, if it is configured. */
export const configuredStatus = (
  key: string,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): number | undefined => tableOf(oncall).get(key)?.expectedStatus;

/**
 * How precisely a team lists an endpoint: `exactly`, or by the beginning of its URL. Whoever has a webhook URL can
 * invent paths below a listed URL, but not a listed URL itself.
 */
export const namedBy = (
  identity: EndpointIdentity,
  { endpoints }: Pick<RuntimeOncallConfig, 'endpoints'>,
): 'exactly' | 'beginning' | undefined => {
  if (exactKeys(endpoints).has(identity.endpointKey)) return 'exactly';
  return isNamed(identity, endpoints) ? 'beginning' : undefined;
};

const exact = new WeakMap<readonly NamedEndpoint[], ReadonlySet<string>>();

const exactKeys = (endpoints: readonly NamedEndpoint[]): ReadonlySet<string> => {
  const known = exact.get(endpoints) ?? new Set(endpoints.map(({ url }) => endpointKey(url)));
  exact.set(endpoints, known);
  return known;
};

/** The endpoints that are monitored by configuration: those with an expected status. */
export const configuredMonitors = (oncall: RuntimeOncallConfig): { key: string; url: string }[] =>
  [...tableOf(oncall)].map(([key, { url }]) => ({ key, url }));
