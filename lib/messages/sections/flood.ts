import { endpointsOf, type Flood, summaryOfFlood } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { clean, clip } from '../../domain/security/plain-text.ts';
import { row } from '../text/layout.ts';
import { plural } from './phrases.ts';

const ENDPOINTS_SHOWN = 10;
const ADDRESS_LENGTH = 160;

/** "9 endpoints", or "about 9900 endpoints" where they are too many to be counted exactly. */
export const endpointCount = (flood: Flood): string => {
  const { count, isExact } = endpointsOf(flood);
  return `${isExact ? '' : 'about '}${plural(count, 'endpoint')}`;
};

/** Which endpoints a flood is about: how many, and those with the most lost of the first that came. */
export const floodRows = ({ flood }: Incident): string[] => {
  if (!flood) return [];
  const { listed } = summaryOfFlood(flood);
  const shown = listed.slice(0, ENDPOINTS_SHOWN);
  const more = endpointsOf(flood).count - shown.length;
  return [
    ...row('Endpoints', `${endpointCount(flood)} that have no incident of their own:`),
    ...shown.flatMap(({ endpoint, count }) =>
      row('', `${clip(clean(endpoint), ADDRESS_LENGTH)} (${count}+ lost)`),
    ),
    ...(more > 0 ? row('', `and ${endpointsOf(flood).isExact ? '' : 'about '}${more} more.`) : []),
  ];
};

export { readFloodStep } from '../../domain/incidents/first-steps.ts';
