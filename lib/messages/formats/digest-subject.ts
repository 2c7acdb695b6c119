import { plural } from '../../domain/incidents/loss-words.ts';
import { clip } from '../../domain/security/plain-text.ts';
import type { Alert, Context } from '../sections/message.ts';
import { asciiName, described, RESOLVED, stateWord } from '../sections/phrases.ts';
import { ascii } from '../text/plain-text.ts';
import { partsOf } from './digest.ts';
import { SUBJECT_LENGTH } from './subject.ts';

/** "OPEN 12 webhooks: 3 critical, first Orders Riyadh, 40+ lost" */
export const subjectOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const { failing, critical, over, lost } = partsOf(alerts, context);
  const [first] = failing;
  const loss = lost > 0 ? [`${lost}+ lost`] : [];
  if (!first)
    return `${endWord(over)} ${plural(over.length, 'webhook')}${loss.map((one) => `: ${one}`).join('')}`;
  const name = ascii(asciiName(described(first.incident, context.oncall)).replace(/,/g, ''));
  const parts = (shown: string): string =>
    [
      ...(critical.length > 0 ? [`${critical.length} critical`] : []),
      `first ${shown}`,
      ...loss,
      ...(over.length > 0 ? [`${over.length} closed`] : []),
    ].join(', ');
  const head = `${openWord(failing)} ${plural(failing.length, 'webhook')}: `;
  const room = SUBJECT_LENGTH - head.length - parts('').length;
  return ascii(`${head}${parts(clip(name, room, '...'))}`);
};

/** What all that fail have in common in this message. */
const openWord = (failing: readonly Alert[]): string => {
  const isEach = (test: (alert: Alert) => boolean): boolean => failing.every(test);
  if (isEach(({ kind }) => kind === 'acknowledged')) return 'ACKNOWLEDGED';
  if (isEach(({ kind }) => kind === 'silenced')) return 'SILENCED';
  if (isEach(({ why }) => why === 'unacknowledged')) return 'NOT ACKNOWLEDGED';
  if (isEach(({ kind }) => kind === 'handover')) return 'HANDED OVER';
  if (isEach(({ kind }) => kind === 'reminder')) return 'REMINDER';
  if (isEach(({ kind }) => kind === 'changed')) return 'STILL FAILING';
  return 'OPEN';
};

/** It works again only where each is called resolved: our own probes, or a person they do not contradict, say so. */
export const endWord = (over: readonly Alert[]): string => {
  const isResolved = ({ incident }: Alert): boolean => stateWord({ kind: 'resolved', incident }) === RESOLVED;
  return over.every(isResolved) ? RESOLVED : 'CLOSED';
};
