import { lastFailureMs } from '../../domain/incidents/auto-resolve.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { lossWindowMs } from '../../domain/incidents/loss-window.ts';
import { stillFailing } from '../../domain/incidents/still-failing.ts';
import { answeredStatus } from '../../domain/probing/probe-result.ts';
import { ENDINGS } from '../language/phrases/endings.ts';
import { TEST_ALERT } from '../language/phrases/other-mails.ts';
import { type Language, say } from '../language/say.ts';
import { clockIn, durationIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import { causeIn } from './cause.ts';
import type { Context } from './message.ts';
import { nameIn } from './name.ts';

const TYPED_NAME_LENGTH = 60;

/** How an incident ended, by whose word, how long it lasted, and what it cost. A test cost nothing. */
export const ending = (incident: Incident, context: Context): string[] => {
  const { resolution } = incident;
  const how = howItEnded(incident, context);
  return resolution === 'probes' || resolution === 'tested' ? how : [...how, costOf(incident, context)];
};

const worksAgain = (incident: Incident, name: string, language: Language): string => {
  const { count } = incident;
  const words = { name, time: durationIn(language, downMs(incident)) };
  if (count === 0) return say(language, ENDINGS.works, words);
  return count === 1
    ? say(language, ENDINGS.worksLostOne, words)
    : say(language, ENDINGS.worksLost, { ...words, count });
};

const closedMs = ({ resolvedAt, lastAt }: Incident): number => Date.parse(resolvedAt ?? lastAt);

/** From the first failure to the end, as far as it is known. */
export const downMs = (incident: Incident): number => {
  if (incident.resolution === 'probes') {
    const { to } = lossWindowMs(incident);
    return Math.max(0, to - Date.parse(incident.openedAt));
  }
  return Math.max(0, closedMs(incident) - Date.parse(incident.openedAt));
};

const howItEnded = (incident: Incident, context: Context): string[] => {
  const { language } = context.oncall;
  const name = nameIn(incident, context);
  const closed = closedMs(incident);
  const at = clockIn(context, closed);
  const since = (from: number): string => durationIn(language, closed - from);
  const last = Date.parse(incident.lastAt);
  switch (incident.resolution) {
    case 'probes':
      return [
        worksAgain(incident, name, language),
        say(language, ENDINGS.probes, { at, time: since(lastFailureMs(incident)) }),
      ];
    case 'quiet':
      return [say(language, ENDINGS.quiet, { name, at, time: since(last) })];
    case 'expired':
      return [
        say(language, ENDINGS.expired, {
          name,
          at,
          time: since(incident.count === 0 ? Date.parse(incident.openedAt) : last),
        }),
      ];
    case 'tested':
      return [say(language, TEST_ALERT.headline, {})];
    case 'revoked':
      return [say(language, ENDINGS.revoked, { name, at })];
    case 'stopped':
      return [say(language, ENDINGS.stopped, { name: whoOf(incident, context), at })];
    case 'person':
    case undefined:
      return closedByPerson(incident, context, at);
    default:
      return incident.resolution satisfies never;
  }
};

const whoOf = ({ resolvedBy }: Incident, { oncall: { language } }: Context): string =>
  shownText(resolvedBy ?? '', TYPED_NAME_LENGTH) || ENDINGS.somebody[language];

const closedByPerson = (incident: Incident, context: Context, at: string): string[] => {
  const { language } = context.oncall;
  const closing = say(language, ENDINGS.person, { name: whoOf(incident, context), at });
  const normal = incident.normalStatus;
  if (isUnreadable(incident)) return [closing];
  if (normal?.learnedFrom === 'person' && normal.actor === incident.resolvedBy)
    return [`${closing} ${say(language, ENDINGS.alwaysAnswers, { status: normal.status })}`];
  const failed = stillFailing(incident);
  if (failed)
    return [
      `${closing} ${say(language, ENDINGS.stillFails, {
        at: clockIn(context, Date.parse(failed.at)),
        cause: causeIn(language, failed.cause),
      })}`,
    ];
  const lasted = say(language, ENDINGS.lasted, { time: durationIn(language, downMs(incident)) });
  return [`${closing} ${lasted}`, checked(incident, context)];
};

const checked = ({ probe }: Incident, context: Context): string => {
  const { language } = context.oncall;
  const status = probe && answeredStatus(probe);
  return probe && status !== undefined
    ? say(language, ENDINGS.answered, { at: clockIn(context, Date.parse(probe.at)), status })
    : say(language, ENDINGS.notChecked, {});
};

const costOf = (incident: Incident, { oncall: { language } }: Context): string => {
  const { count } = incident;
  if (isUnreadable(incident)) return say(language, ENDINGS.posts, { count });
  if (count === 0) return say(language, ENDINGS.nothingLost, {});
  return count === 1 ? say(language, ENDINGS.lostOne, {}) : say(language, ENDINGS.lost, { count });
};
