import { ActorName, type IncidentAction } from './action.ts';
import type { Incident } from './incident.ts';
import { nextActionNumber } from './recorded-action.ts';
import { expiresAt, KEPT_DAYS } from './retention.ts';
import { isSilenced, SILENCE_MS, Silence } from './silence.ts';
import { stillFailing } from './still-failing.ts';
import { type ActionLogEntry, actionKey } from './timeline.ts';
import { transition } from './transition.ts';

const MINUTE_MS = 60_000;
const SAME_NOTE_MS = 5 * MINUTE_MS;

/** What an action writes, all or nothing. Without `incident` or `silence` that item stays as it is. */
export type ActionChange = { incident?: Incident; silence?: Silence; entry: ActionLogEntry };

/** The outcome of an action, with a message for whoever acted. */
export type ActionOutcome = { outcome: 'done' | 'already' | 'over'; message: string; change?: ActionChange };

export const closedAlready = ({ resolvedBy }: Incident): string =>
  `It was closed already${resolvedBy ? ` by ${resolvedBy}` : ''}`;
export const acknowledgedAlready = ({ acknowledgedBy }: Incident): string =>
  `${acknowledgedBy ?? 'Somebody'} acknowledged it already`;
export const silencedAlready = ({ actor }: Silence): string => `${actor} silenced it already`;

export const already = (message: string) => ({
  outcome: 'already' as const,
  message: `${message}; nothing changed.`,
});

/** Applies an action to an incident as it is now. The same action again finds it done, and changes nothing. */
export const applyAction = (
  incident: Incident,
  silence: Silence | undefined,
  action: IncidentAction,
  typedName: string,
  now: Date,
  acknowledgementMinutes: number,
): ActionOutcome => {
  const actor = ActorName.parse(typedName);
  const entry = entryBy(incident, actor, now);
  const isOver = incident.state === 'resolved';
  const over: ActionOutcome = { outcome: 'over', message: `${closedAlready(incident)}; nothing changed.` };
  switch (action.kind) {
    case 'acknowledge':
      return isOver ? over : acknowledge(incident, action.minutes ?? acknowledgementMinutes, actor, now);
    case 'resolve': {
      if (isOver) return { ...over, outcome: 'already' };
      const after = transition(incident, { kind: 'resolved', actor }, now);
      return done(
        stillFailing(incident)
          ? `Closed by ${actor}. Our own probe still fails, so it is not announced as resolved.`
          : `Resolved by ${actor}.`,
        { incident: after, entry: entry('resolved') },
      );
    }
    case 'silence':
      return isOver ? over : silenceFor(incident, silence, action, actor, now);
    case 'unsilence': {
      if (!silence || !isSilenced(silence, incident, now)) return already('It is not silenced');
      const ended = { ...silence, endedAt: now.toISOString(), endedBy: actor };
      const after = transition(incident, { kind: 'action', recorded: { kind: 'unsilenced', actor } }, now);
      return done(`${actor} ended the silence.`, {
        ...(after !== incident && { incident: after }),
        silence: ended,
        entry: entry('unsilenced'),
      });
    }
    case 'note': {
      const { text } = action;
      const isSame = (incident.recentActions ?? []).some(
        (recorded) =>
          recorded.kind === 'note' &&
          recorded.actor === actor &&
          recorded.text === text &&
          now.getTime() - Date.parse(recorded.at) < SAME_NOTE_MS,
      );
      if (isSame) return already('The note stands there');
      const after = transition(incident, { kind: 'action', recorded: { kind: 'note', actor, text } }, now);
      return done(isOver ? 'Noted. It is over, so nobody is alerted.' : 'Noted.', {
        incident: after,
        entry: { ...entry('note'), reason: text },
      });
    }
    default:
      return action satisfies never;
  }
};

export const done = <Change>(message: string, change: Change) => ({
  outcome: 'done' as const,
  message,
  change,
});

/** The timeline entry for an action of `kind`. */
export const entryBy =
  (incident: Incident, actor: string, now: Date) =>
  (kind: ActionLogEntry['kind']): ActionLogEntry => ({
    incidentId: incident.incidentId,
    at: actionKey(now, nextActionNumber(incident)),
    kind,
    actor,
    expiresAt: expiresAt(now, KEPT_DAYS.timeline),
  });

/** If less than half is left, or no end is known, asking again is meant, and not a second press of a button. */
const isUsedUp = (until: string | undefined, lastsMs: number, now: Date): boolean =>
  until === undefined || Date.parse(until) - now.getTime() < lastsMs / 2;

const acknowledge = (incident: Incident, minutes: number, actor: string, now: Date): ActionOutcome => {
  const { state, acknowledgedUntil } = incident;
  if (state === 'acknowledged' && !isUsedUp(acknowledgedUntil, minutes * MINUTE_MS, now))
    return already(acknowledgedAlready(incident));
  const until = new Date(now.getTime() + minutes * MINUTE_MS).toISOString();
  return done(`Acknowledged by ${actor} for ${minutes} min.`, {
    incident: transition(incident, { kind: 'action', recorded: { kind: 'acknowledged', actor, until } }, now),
    entry: { ...entryBy(incident, actor, now)('acknowledged'), until },
  });
};

const silenceFor = (
  incident: Incident,
  before: Silence | undefined,
  { until: how, reason }: Extract<IncidentAction, { kind: 'silence' }>,
  actor: string,
  now: Date,
): ActionOutcome => {
  const isWorse = how === 'worse';
  const isSameKind = (before?.baseline !== undefined) === isWorse;
  if (
    before &&
    isSilenced(before, incident, now) &&
    isSameKind &&
    !isUsedUp(before.until, SILENCE_MS[how], now)
  )
    return already(silencedAlready(before));
  const until = new Date(now.getTime() + SILENCE_MS[how]).toISOString();
  const silence = Silence.parse({
    endpointKey: incident.endpointKey,
    item: 'silence',
    incidentId: incident.incidentId,
    actor,
    reason,
    at: now.toISOString(),
    until,
    ...(isWorse && { baseline: { count: incident.count, cause: incident.cause } }),
  });
  const recorded = { kind: 'silenced' as const, actor, text: reason, until };
  return done(
    `Silenced by ${actor} ${isWorse ? 'until it gets ten times worse or the cause changes' : `for ${how.replace('h', ' h')}`}.`,
    {
      incident: transition(incident, { kind: 'action', recorded }, now),
      silence,
      entry: { ...entryBy(incident, actor, now)('silenced'), reason, until },
    },
  );
};
