import type { Incident } from '../../domain/incidents/incident.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { row } from '../text/layout.ts';
import { shownText, wrapHard } from '../text/plain-text.ts';
import { utcTime } from '../text/time.ts';
import { isUnreadable, oddIn, ranked } from './phrases.ts';

const NAMES_SHOWN = 8;
const MESSAGE_LENGTH = 600;

/** What was posted, as it was posted but for what an email cannot carry. */
export const facts = (incident: Incident): string[] => {
  const { codes, sources, sample, openedAt, lastAt } = incident;
  const odd = oddIn(incident);
  const said = shownText(sample.message ?? '', MESSAGE_LENGTH);
  return [
    'Facts',
    ...(Object.keys(codes).length > 0 ? row('  Code', counted(codes)) : []),
    ...row(isUnreadable(incident) ? '  Problem' : '  Message', said === '' ? 'none' : `"${said}"`, wrapHard),
    ...(odd === undefined ? [] : row('  Odd', odd)),
    ...(Object.keys(sources).length > 0 ? row('  Source', counted(sources)) : []),
    ...row('  First', utcTime(Date.parse(openedAt))),
    ...row('  Last', utcTime(Date.parse(lastAt))),
  ];
};

/** "503 (5 times), 0 (2 times)" */
const counted = (counts: Record<string, number>): string => {
  const all = ranked(counts).map(
    ([name, count]) => `${clean(name)} (${count === 1 ? 'once' : `${count} times`})`,
  );
  const more = all.length - NAMES_SHOWN;
  return [...all.slice(0, NAMES_SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(', ');
};
