import { plural } from '../../domain/incidents/loss-words.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { smsSetLink } from '../sections/digest-links.ts';
import { smsLink } from '../sections/links.ts';
import type { Alert, Context, Failing } from '../sections/message.ts';
import { onDutyShort } from '../sections/on-duty.ts';
import { lostCount } from '../sections/phrases.ts';
import { partsOf } from './digest.ts';
import { endWord } from './digest-subject.ts';
import { nameOf, timeOf } from './sms.ts';
import { smsFrom } from './sms-text.ts';

/** Of the worst where there is little room: some name rather than none. */
const SHORT_NAME = 20;

/**
 * "12 webhooks fail, 3 critical, worst Orders, Riyadh. 40+ lost since 19:42." The number is that of all that need somebody
 * now, whether or not this alert is about them; `unlisted`: so many more than `alerts` at least.
 */
export const smsOfDigest = (alerts: readonly Alert[], context: Context, unlisted = 0): string => {
  const { failing, critical, over } = partsOf(alerts, context);
  const [worst] = failing;
  const ended = over.length > 0 ? [`${plural(over.length, 'webhook')} over.`] : [];
  if (!worst) return smsFrom([ofEnd(over)]);
  const { failing: all } = context;
  const count = Math.max(failing.length + unlisted, all?.count ?? 0);
  const lost = Math.max(lostCount(failing.map(({ incident }) => incident)), all?.lost ?? 0);
  const first = [...failing.map(({ incident }) => incident.openedAt), ...sinceOf(all)].toSorted()[0] ?? '';
  const since = `since ${timeOf(Date.parse(first), context)}.`;
  const counts = [
    `${all && !all.isWhole ? 'At least ' : ''}${plural(count, 'webhook')} ${count === 1 ? 'fails' : 'fail'}`,
    `${Math.max(critical.length, all?.critical ?? 0)} critical`,
  ].join(', ');
  const loss = lost > 0 ? `${lost}+ lost ${since}` : `${since.charAt(0).toUpperCase()}${since.slice(1)}`;
  const name = nameOf(worst, context);
  const link = count === 1 ? smsLink(worst.incident, context) : smsSetLink(context);
  const sentence = (shown: string): string =>
    smsFrom([`${counts}, worst ${shown}.`, loss, ...ended, ...onDutyShort(alerts, context)], undefined, link);
  const whole = sentence(name);
  return whole.includes(loss) ? whole : sentence(clip(name, SHORT_NAME, '...'));
};

/** With the word of the subject: whether it works again, or is closed. */
const ofEnd = (over: readonly Alert[]): string => {
  const lost = lostCount(over.map(({ incident }) => incident));
  return `${endWord(over)}: ${plural(over.length, 'webhook')}${lost > 0 ? `, ${lost}+ lost` : ''}.`;
};

const sinceOf = (all: Failing | undefined): string[] => (all?.since === undefined ? [] : [all.since]);
