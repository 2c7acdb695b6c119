import { endpointsOf, type Flood, summaryOfFlood } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { clean, clip } from '../../domain/security/plain-text.ts';
import { FLOOD } from '../language/phrases/mail.ts';
import { say, withAddress } from '../language/say.ts';
import type { Context } from './message.ts';
import { plural } from './phrases.ts';

const ENDPOINTS_SHOWN = 10;
const ADDRESS_LENGTH = 160;

/** "9 endpoints", or "about 9900 endpoints" where they are too many to be counted exactly. */
export const endpointCount = (flood: Flood): string => {
  const { count, isExact } = endpointsOf(flood);
  return `${isExact ? '' : 'about '}${plural(count, 'endpoint')}`;
};

/** Which endpoints a flood is about: how many, and the listed ones with the most lost. */
export const floodRows = ({ flood }: Incident, { oncall: { language } }: Context): string[] => {
  if (!flood) return [];
  const { count, isExact } = endpointsOf(flood);
  const { listed } = summaryOfFlood(flood);
  const shown = listed.slice(0, ENDPOINTS_SHOWN);
  return [
    say(language, isExact ? FLOOD.exactly : FLOOD.about, { count }),
    ...shown.flatMap(({ endpoint, count: lost }) =>
      withAddress(language, FLOOD.lost, clip(clean(endpoint), ADDRESS_LENGTH), { count: lost }),
    ),
    ...(count > shown.length ? [say(language, FLOOD.more, { count: count - shown.length })] : []),
  ];
};

export { readFloodStep } from '../../domain/incidents/first-steps.ts';
