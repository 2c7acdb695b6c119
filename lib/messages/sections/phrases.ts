import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { Cause } from '../../domain/diagnosis/cause.ts';
import {
  type Description,
  type EndpointIdentity,
  familyName,
} from '../../domain/endpoints/classification.ts';
import { displayUrl } from '../../domain/endpoints/display-url.ts';
import { hostAndPath } from '../../domain/endpoints/endpoint.ts';
import { isPartlyHidden, redactUrl } from '../../domain/endpoints/redact-url.ts';
import type { Incident, Resolution } from '../../domain/incidents/incident.ts';
import { stillFailing } from '../../domain/incidents/still-failing.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { ascii, shownText } from '../text/plain-text.ts';
import type { Alert } from './message.ts';

/** What is said of an end only where it works again. */
export const RESOLVED = 'RESOLVED';

const ENDS: Record<Resolution, string> = {
  person: RESOLVED,
  probes: RESOLVED,
  quiet: 'CLOSED, UNVERIFIED',
  expired: 'CLOSED, UNVERIFIED',
  stopped: 'CLOSED, MONITORING STOPPED',
  revoked: 'CLOSED, SOURCE REVOKED',
  tested: 'TEST',
};

/** The beginning of every message. */
export const stateWord = ({ kind, incident }: Pick<Alert, 'kind' | 'incident'>): string => {
  switch (kind) {
    case 'opened':
      return 'OPEN';
    case 'changed':
      return 'STILL FAILING';
    case 'reminder':
      return 'REMINDER';
    case 'escalated':
      return 'ESCALATED';
    case 'handover':
      return 'HANDED OVER';
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
    case 'resolved':
      return isClosedWhileFailing(incident)
        ? `CLOSED BY ${closerOf(incident)}`
        : ENDS[incident.resolution ?? 'person'];
    default:
      return kind satisfies never;
  }
};

/** A person closed it while our own probe still failed: nothing shows that it works, so it is never called resolved. */
export const isClosedWhileFailing = (incident: Incident): boolean =>
  incident.state === 'resolved' &&
  (incident.resolution ?? 'person') === 'person' &&
  stillFailing(incident) !== undefined;

const CLOSER_LENGTH = 20;

/** Who closed it, for a subject: a name that ASCII would spoil gives way. */
const closerOf = ({ resolvedBy = '' }: Incident): string =>
  asciiOr(shownText(resolvedBy, CLOSER_LENGTH), 'a person').toUpperCase();

/** A name in ASCII, or another in the place of one that would lose letters. */
const asciiOr = (name: string, otherwise: string): string => {
  const plain = ascii(name);
  return plain === '' || (plain.includes('?') && !name.includes('?')) ? otherwise : plain;
};

export { described, endpointShown } from '../../domain/incidents/description.ts';
export { isUnreadable } from '../../domain/incidents/incident-kind.ts';
export { lost, lostCount, lostShort, plural } from '../../domain/incidents/loss-words.ts';

/** The name in ASCII; one that would lose letters is replaced by the name of its family. */
export const asciiName = ({ name, family }: Description): string => asciiOr(name, familyName(family));

/** The URL as people read it: in its own script, and with its key if hidden values distinguish it from others. */
export const addressOf = (identity: EndpointIdentity): string | undefined => {
  const address = addressAlone(identity);
  const isOneOfMany = identity.endpoint !== undefined && isPartlyHidden(identity.endpoint);
  return address === undefined || !isOneOfMany ? address : `${address} (key ${identity.endpointKey})`;
};

/** The URL as people read it, if its key is shown beside it anyway. */
export const addressAlone = ({ endpoint }: { endpoint?: string | undefined }): string | undefined =>
  endpoint !== undefined && URL.canParse(endpoint) ? clean(displayUrl(redactUrl(endpoint))) : undefined;

/** Host, path and the names of a query as people read them, or the source where there is no endpoint. */
export const placeRead = (incident: Incident): string =>
  addressOf(incident)?.replace(/^https?:\/\//, '') ?? placeOf(incident);

/** Host, path and the names of a query in ASCII, or the source where there is no endpoint. */
export const placeOf = ({ endpoint, sources }: Incident): string =>
  endpoint !== undefined && URL.canParse(endpoint)
    ? clean(hostAndPath(endpoint))
    : clean(`source ${Object.keys(sources).join(', ')}`);

/** A cause as it is stored; one that this version does not know is unknown. */
export const knownCause = (cause: string): Cause => Cause.safeParse(cause).data ?? 'unknown';

export const shortCause = (cause: string): string => adviceFor(knownCause(cause), undefined).short;

/** What is not as documented in what was posted last, in one line. */
export const oddIn = ({ sample }: Incident): string | undefined =>
  sample.fieldProblems && clean(sample.fieldProblems.map(({ detail }) => detail).join('; '));

/** The URL that a post without an endpoint mentions: only a hint. */
export const mentionedIn = ({ sample }: Incident): string | undefined =>
  sample.mentionedUrl === undefined ? undefined : shownText(sample.mentionedUrl);

/** Names with their counts, the highest first. */
export const ranked = (counts: Record<string, number>): [name: string, count: number][] =>
  Object.entries(counts).toSorted(([, a], [, b]) => b - a);
