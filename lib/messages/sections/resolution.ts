import { lastFailureMs } from '../../domain/incidents/auto-resolve.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { lateSinceTold } from '../../domain/incidents/late-notification.ts';
import { row } from '../text/layout.ts';
import { shownText } from '../text/plain-text.ts';
import { duration, localTime } from '../text/time.ts';
import type { Context, Telling } from './message.ts';
import { isUnreadable, plural } from './phrases.ts';

const TYPED_NAME_LENGTH = 60;

/** How it ended, by whose word, and how long it lasted. */
export const ended = ({ incident }: Telling, { oncall }: Context): string[] => {
  const closed = Date.parse(incident.resolvedAt ?? incident.lastAt);
  return [
    ...how(incident, closed, localTime(closed, oncall.timeZone)),
    ...(incident.told?.email ? [] : row('Told', 'This is the first message about it: it was over before.')),
    ...sinceTheEnd(incident),
  ];
};

/** Why there is one more message about what is over. */
const sinceTheEnd = (incident: Incident): string[] => {
  const late = lateSinceTold(incident);
  return late === 0
    ? []
    : row(
        'New',
        `${plural(late, isUnreadable(incident) ? 'post' : 'notification')} had come in before it ended and ${late === 1 ? 'was' : 'were'} counted only after you were told: ${incident.count - late} then, ${incident.count} now. It is still over. Compare the time to fetch again with the one that you used.`,
      );
};

const how = (incident: Incident, closed: number, at: string): string[] => {
  const opened = Date.parse(incident.openedAt);
  const last = Date.parse(incident.lastAt);
  if (incident.resolution === 'probes' && incident.recovery) {
    const { from, to } = incident.recovery;
    return [
      ...row(
        'Closed',
        `${at}: our own probes are good again, and nothing has failed for ${duration(closed - lastFailureMs(incident))}.`,
      ),
      ...row(
        'Lasted',
        `${duration(Date.parse(to) - Math.max(opened, Date.parse(from)))}, from ${incident.count === 0 ? 'the first failed probe' : 'the first notification'} to the end of the time below.`,
      ),
    ];
  }
  if (incident.resolution === 'quiet') {
    return [
      ...row(
        'Closed',
        `${at}: no notification for ${duration(closed - last)}; nobody checked that it works.`,
      ),
      ...row('Lasted', `At least ${duration(last - opened)}, from the first notification to the last.`),
    ];
  }
  const lasted = row(
    'Lasted',
    `At least ${duration(last - opened)}, from the first notification to the last.`,
  );
  if (incident.resolution === 'expired') {
    const since = incident.count === 0 ? opened : last;
    return [
      ...row(
        'Closed',
        `${at}: no notification for ${duration(closed - since)}, although our own probes still fail. Nobody checked that it works, and our probes alone open it again only after they have seen it work.`,
      ),
      ...lasted,
    ];
  }
  if (incident.resolution === 'revoked')
    return [
      ...row('Closed', `${at}: the URL of its source was revoked, and nothing else reported it.`),
      ...lasted,
    ];
  const who = shownText(incident.resolvedBy ?? '', TYPED_NAME_LENGTH);
  if (incident.resolution === 'stopped')
    return [
      ...row(
        'Closed',
        `${at}: ${who || 'somebody'} stopped the monitoring of this endpoint. It is probed again once Flavours reports it again.`,
      ),
      ...lasted,
    ];
  const normal = incident.normalStatus;
  const unchecked = isUnreadable(incident)
    ? ''
    : normal?.learnedFrom === 'person' && normal.by === incident.resolvedBy
      ? ` It works, and always answers our probes with HTTP ${normal.status}.`
      : incident.probe
        ? ' Our own probes had not proven that it works.'
        : ' We have not checked the endpoint ourselves.';
  return [
    ...row('Closed', `${at}${who ? ` by ${who}` : ''}.${unchecked}`),
    ...row('Lasted', `${duration(closed - opened)}, from the first notification to the closing.`),
  ];
};
