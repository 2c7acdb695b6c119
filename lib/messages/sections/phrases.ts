import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { Cause, causeOf } from '../../domain/diagnosis/cause.ts';
import {
  type Description,
  describeEndpoint,
  type EndpointIdentity,
  familyName,
} from '../../domain/endpoints/classification.ts';
import { displayUrl } from '../../domain/endpoints/display-url.ts';
import { hostAndPath } from '../../domain/endpoints/endpoint.ts';
import { isPartlyHidden, shownEndpoint } from '../../domain/endpoints/redact-url.ts';
import { floodSource, isFloodKey } from '../../domain/incidents/flood.ts';
import type { Incident, Resolution } from '../../domain/incidents/incident.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { ascii, shownText } from '../text/plain-text.ts';
import type { Telling } from './message.ts';

const ENDS: Record<Resolution, string> = {
  person: 'RECOVERED',
  probes: 'RECOVERED',
  quiet: 'CLOSED, UNVERIFIED',
  expired: 'CLOSED, UNVERIFIED',
  stopped: 'CLOSED, MONITORING STOPPED',
  revoked: 'CLOSED, SOURCE REVOKED',
};

/** What stands first in every message. */
export const stateWord = ({ kind, incident }: Pick<Telling, 'kind' | 'incident'>): string => {
  switch (kind) {
    case 'opened':
      return 'OPEN';
    case 'changed':
      return 'STILL FAILING';
    case 'reminder':
      return 'REMINDER';
    case 'escalated':
      return 'ESCALATED';
    case 'acknowledged':
      return 'ACKNOWLEDGED';
    case 'silenced':
      return 'SILENCED';
    case 'unsilenced':
      return 'SILENCE ENDED';
    case 'note':
      return 'NOTE';
    case 'test':
      return 'TEST';
    case 'recovered':
      return ENDS[incident.resolution ?? 'person'];
    default:
      return kind satisfies never;
  }
};

/** A source's flood: of many endpoints, and so of none. */
export const isFlood = ({ endpointKey }: Incident): boolean => isFloodKey(endpointKey);

export const isUnreadable = (incident: Incident): boolean =>
  incident.endpoint === undefined && !isFlood(incident);

/** What the business calls it, with its family and severity. */
export const described = (incident: EndpointIdentity, oncall: OncallAtRuntime): Description => {
  if (isFloodKey(incident.endpointKey))
    return {
      name: `Flood of ${clean(floodSource(incident.endpointKey))}`,
      family: 'other',
      severity: 'critical',
    };
  const description = describeEndpoint(incident, oncall);
  return { ...description, name: clean(description.name) || familyName(description.family) };
};

/** The name in ASCII; one that would lose letters gives way to the name of its family. */
export const asciiName = ({ name, family }: Description): string => {
  const plain = ascii(name);
  return plain === '' || (plain.includes('?') && !name.includes('?')) ? familyName(family) : plain;
};

/**
 * The address as people read it: in their own script, and with its key where it is told from others by values that are
 * hidden.
 */
export const addressOf = (identity: EndpointIdentity): string | undefined => {
  const address = addressAlone(identity);
  const isOneOfMany = identity.endpoint !== undefined && isPartlyHidden(identity.endpoint);
  return address === undefined || !isOneOfMany ? address : `${address} (key ${identity.endpointKey})`;
};

/** The address as people read it, where its key stands beside it anyway. */
export const addressAlone = ({ endpoint }: { endpoint?: string | undefined }): string | undefined =>
  endpoint !== undefined && URL.canParse(endpoint) ? clean(displayUrl(shownEndpoint(endpoint))) : undefined;

/** Host, path and the names of a query as people read them, or the source where there is no endpoint. */
export const placeRead = (incident: Incident): string =>
  addressOf(incident)?.replace(/^https?:\/\//, '') ?? placeOf(incident);

/** The address in ASCII without userinfo and query values, or nothing if there is none to show. */
export const endpointShown = ({ endpoint }: Incident): string | undefined =>
  endpoint !== undefined && URL.canParse(endpoint) ? clean(shownEndpoint(endpoint)) : undefined;

/** Host, path and the names of a query in ASCII, or the source where there is no endpoint. */
export const placeOf = ({ endpoint, sources }: Incident): string =>
  endpoint !== undefined && URL.canParse(endpoint)
    ? clean(hostAndPath(endpoint))
    : clean(`source ${Object.keys(sources).join(', ')}`);

export const shortCause = (cause: string): string => {
  const known = Cause.safeParse(cause);
  return adviceFor(known.success ? known.data : 'unknown', undefined).short;
};

/** " (HTTP 503)" where Flavours' code is what the cause was read from, and where it gave none that can be read, that. */
export const statusOf = (incident: Incident): string => {
  const { sample, cause, count } = incident;
  if (sample.code === undefined) return count > 0 && !isUnreadable(incident) ? ' (code unknown)' : '';
  const isStatus = sample.code >= 300 && sample.code <= 599;
  return isStatus && causeOf(sample.code) === cause ? ` (HTTP ${sample.code})` : '';
};

/** What is not as documented in what was posted last, in one line. */
export const oddIn = ({ sample }: Incident): string | undefined =>
  sample.fieldProblems && clean(sample.fieldProblems.map(({ detail }) => detail).join('; '));

/** The address that a post without an endpoint names: a hint, and no more. */
export const mentionedIn = ({ sample }: Incident): string | undefined =>
  sample.mentionedUrl === undefined ? undefined : shownText(sample.mentionedUrl);

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** One notification stands for three failed tries of at least one event; whether Flavours tries again is not documented. */
export const lost = (incident: Incident): string =>
  isUnreadable(incident)
    ? plural(incident.count, 'post')
    : `at least ${plural(incident.count, 'event')} lost`;

/** Names with their counts, the highest first. */
export const ranked = (counts: Record<string, number>): [name: string, count: number][] =>
  Object.entries(counts).toSorted(([, a], [, b]) => b - a);
