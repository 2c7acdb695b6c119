import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { lastFailureMs } from '../../domain/incidents/auto-resolve.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable, isUnreported } from '../../domain/incidents/incident-kind.ts';
import { lossWindowMs } from '../../domain/incidents/loss-window.ts';
import { stillFailing } from '../../domain/incidents/still-failing.ts';
import { answeredStatus } from '../../domain/probing/probe-result.ts';
import { shownText } from '../text/plain-text.ts';
import { clockTime, duration } from '../text/time.ts';
import type { Context } from './message.ts';

const TYPED_NAME_LENGTH = 60;

type Clock = Pick<Context, 'oncall' | 'now'>;

const closedMs = ({ resolvedAt, lastAt }: Incident): number => Date.parse(resolvedAt ?? lastAt);

/** How an incident ended, and what is known of it: the same sentence in messages and on pages. */
export const endingSentence = (incident: Incident, context: Clock): string => {
  const closed = closedMs(incident);
  const at = clockTime(closed, context.now, context.oncall.timeZone);
  const name = shownText(incident.resolvedBy ?? '', TYPED_NAME_LENGTH) || 'Somebody';
  switch (incident.resolution) {
    case 'probes':
      return `It works again: our own probes are good, and nothing had failed for ${duration(closed - lastFailureMs(incident))} when this was closed at ${at}.`;
    case 'quiet':
      return `Closed at ${at}: ${quietWords(incident, closed)}, and nobody checked that it works.`;
    case 'expired':
      return `Closed at ${at}: ${quietWords(incident, closed)}, although our own probes still fail. Nobody checked that it works, and our probes alone open it again only after they have seen it work.`;
    case 'revoked':
      return `Closed at ${at}: the URL of its source was revoked, and nothing else reported it.`;
    case 'stopped':
      return `${name} stopped the monitoring of this endpoint at ${at}. It is probed again once Flavours reports it again.`;
    case 'tested':
      return `This test alert was sent, and closed at ${at}.`;
    case 'person':
    case undefined:
      return `${name} closed this incident at ${at}${checkedWords(incident, context)}`;
    default:
      return incident.resolution satisfies never;
  }
};

const quietWords = (incident: Incident, closed: number): string =>
  isUnreported(incident)
    ? `Flavours reported nothing in ${duration(closed - Date.parse(incident.openedAt))}`
    : `no notification for ${duration(closed - Date.parse(incident.lastAt))}`;

/** What our own probe says of an incident that a person closed. */
const checkedWords = (incident: Incident, { oncall, now }: Clock): string => {
  const { normalStatus: normal, probe } = incident;
  if (isUnreadable(incident)) return '.';
  if (normal?.learnedFrom === 'person' && normal.actor === incident.resolvedBy)
    return `: it works, and always answers our probes with HTTP ${normal.status}.`;
  const failing = stillFailing(incident);
  const clock = (time: string): string => clockTime(Date.parse(time), now, oncall.timeZone);
  if (failing)
    return `. Our own probe still failed at ${clock(failing.at)} (${adviceFor(failing.cause, undefined).short}), so this is not proven.`;
  const status = probe && answeredStatus(probe);
  return probe && status !== undefined
    ? `. The server answered our own probe at ${clock(probe.at)} (HTTP ${status}).`
    : '. We have not checked the endpoint ourselves.';
};

/** How long the outage lasted, as far as anybody knows; nothing where only one moment of it is known. */
export const lastedSentence = (incident: Incident): string | undefined => {
  const opened = Date.parse(incident.openedAt);
  const first = isUnreported(incident)
    ? 'our first failed probe'
    : isUnreadable(incident)
      ? 'the first post'
      : 'the first notification';
  switch (incident.resolution) {
    case 'probes': {
      const { from, to } = lossWindowMs(incident);
      return `It was down for ${duration(to - Math.max(opened, from))}, from ${first} to our first good probe.`;
    }
    case 'person':
    case undefined:
      return `${duration(closedMs(incident) - opened)}, from ${first} to the closing.`;
    default: {
      const last = Math.max(lossWindowMs(incident).to, opened);
      return last === opened
        ? undefined
        : `At least ${duration(last - opened)}, from ${first} to the last${isUnreported(incident) ? ' one' : ''}.`;
    }
  }
};
