import type { Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import type { IncidentFilter } from '../../domain/api/queries.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { type Incident, incidentIdOf } from '../../domain/incidents/incident.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { addressOf, described, shortCause } from '../../messages/sections/phrases.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import type { View } from '../view/view.ts';

/** An incident, whole or in its short form. */
export type Found = Summary | Incident;

/** Whether only the whole incident can say that it fits: messages and names are in no short form. */
export const needsTexts = ({ q }: IncidentFilter): boolean => q !== undefined;

export const hasFilter = ({ severity, family, cause, source, endpoint, q }: IncidentFilter): boolean =>
  [severity, family, cause, source, endpoint, q].some((one) => one !== undefined);

/** Upper and lower case are alike, and so are the forms of one letter. */
const caseless = (text: string): string => text.normalize('NFKC').toLowerCase();

const holds = (text: string | undefined, wanted: string): boolean =>
  text !== undefined && caseless(text).includes(wanted);

/** Foreign text counts as it is shown: what is hidden is not found. Hiding is dear, so it is done last. */
const holdsForeign = (text: string | undefined, wanted: string): boolean =>
  holds(text, wanted) && holds(shownText(text ?? ''), wanted);

/** By key, by address whatever its hidden values, or by a part of the address or name that people see. */
const isOfEndpoint = (one: Found, wanted: string, { oncall }: View): boolean =>
  one.endpointKey === wanted ||
  (/^https?:/i.test(wanted) && URL.canParse(wanted) && endpointKey(wanted) === one.endpointKey) ||
  [described(one, oncall).name, addressOf(one)].some((text) => holds(text, caseless(wanted)));

const hasText = (one: Found, word: string, { oncall }: View): boolean => {
  const own = [
    described(one, oncall).name,
    addressOf(one),
    incidentIdOf(one),
    one.cause,
    shortCause(one.cause),
  ];
  const foreign = [
    ...Object.keys(one.sources),
    ...('sample' in one
      ? [one.sample.message, one.sample.mentionedUrl, one.acknowledgedBy, one.resolvedBy]
      : []),
  ];
  return own.some((text) => holds(text, word)) || foreign.some((text) => holdsForeign(text, word));
};

/** Whether an incident is one of those that are looked for. A test alert never is. */
export const matches = (one: Found, filter: IncidentFilter, view: View): boolean => {
  const { severity, family, cause, source, endpoint, q } = filter;
  if (isTestAlert(one)) return false;
  if (cause !== undefined && one.cause !== cause) return false;
  if (source !== undefined && !Object.hasOwn(one.sources, source)) return false;
  if (severity !== undefined || family !== undefined) {
    const is = described(one, view.oncall);
    if (severity !== undefined && is.severity !== severity) return false;
    if (family !== undefined && is.family !== family) return false;
  }
  if (endpoint !== undefined && !isOfEndpoint(one, endpoint, view)) return false;
  const words =
    q === undefined
      ? []
      : caseless(q)
          .split(/\s+/)
          .filter((word) => word !== '');
  return words.every((word) => hasText(one, word, view));
};
