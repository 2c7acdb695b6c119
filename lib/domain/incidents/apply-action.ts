import { type IncidentAction, Who } from './action.ts';
import type { Incident } from './incident.ts';
import { nextAct } from './recorded-action.ts';
import { expiresAt, KEPT_DAYS } from './retention.ts';
import { isSilenced, SILENCE_MS, Silence } from './silence.ts';
import { stillFailing } from './still-failing.ts';
import { type ActEntry, actKey } from './timeline.ts';
import { step } from './transition.ts';

const MINUTE_MS = 60_000;
const SAME_NOTE_MS = 5 * MINUTE_MS;

/** What an action writes, all or nothing; without `incident` or `silence` that one stays as it is. */
export type ActChange = { incident?: Incident; silence?: Silence; entry: ActEntry };

/** What comes of an action, in words for whoever acted. */
export type Decision = { outcome: 'done' | 'already' | 'over'; said: string; change?: ActChange };

export const already = (said: string) => ({
  outcome: 'already' as const,
  said: `${said}; nothing changed.`,
});

/**
 * What an action does to an incident as it is now. The same action again finds it done, and changes nothing.
 * `acknowledgementMinutes`: how long an acknowledgement lasts where nobody says so.
 */
export const decide = (
  incident: Incident,
  silence: Silence | undefined,
  action: IncidentAction,
  typedName: string,
  now: Date,
  acknowledgementMinutes: number,
): Decision => {
  const who = Who.parse(typedName);
  const entry = entryBy(incident, who, now);
  const isOver = incident.state === 'resolved';
  const over: Decision = {
    outcome: 'over',
    said: `It was closed already${incident.resolvedBy ? ` by ${incident.resolvedBy}` : ''}; nothing changed.`,
  };
  switch (action.kind) {
    case 'acknowledge':
      return isOver ? over : acknowledge(incident, action.minutes ?? acknowledgementMinutes, who, now);
    case 'resolve': {
      if (isOver) return { ...over, outcome: 'already' };
      const after = step(incident, { kind: 'resolved', by: who }, now);
      return done(
        stillFailing(incident)
          ? `Closed by ${who}. Our own probe still fails, so it is not announced as resolved.`
          : `Resolved by ${who}.`,
        { incident: after, entry: entry('resolved') },
      );
    }
    case 'silence':
      return isOver ? over : silenceFor(incident, silence, action, who, now);
    case 'unsilence': {
      if (!silence || !isSilenced(silence, incident, now)) return already('It is not silenced');
      const ended = { ...silence, endedAt: now.toISOString(), endedBy: who };
      const after = step(incident, { kind: 'acted', act: { kind: 'unsilenced', by: who } }, now);
      return done(`${who} ended the silence.`, {
        ...(after !== incident && { incident: after }),
        silence: ended,
        entry: entry('unsilenced'),
      });
    }
    case 'note': {
      const { text } = action;
      const isSame = (incident.acts ?? []).some(
        (act) =>
          act.kind === 'note' &&
          act.by === who &&
          act.text === text &&
          now.getTime() - Date.parse(act.at) < SAME_NOTE_MS,
      );
      if (isSame) return already('The note stands there');
      const after = step(incident, { kind: 'acted', act: { kind: 'note', by: who, text } }, now);
      return done(isOver ? 'Noted. It is over, so nobody is told.' : 'Noted.', {
        incident: after,
        entry: { ...entry('note'), reason: text },
      });
    }
    default:
      return action satisfies never;
  }
};

export const done = <Change>(said: string, change: Change) => ({ outcome: 'done' as const, said, change });

/** The line of the time-line that an act of `kind` makes. */
export const entryBy =
  (incident: Incident, who: string, now: Date) =>
  (kind: ActEntry['kind']): ActEntry => ({
    incidentId: incident.incidentId,
    at: actKey(now, nextAct(incident)),
    kind,
    who,
    expiresAt: expiresAt(now, KEPT_DAYS.timeline),
  });

/** Less than half of it left, or no end known: then asking for it again is meant, and no second press of a button. */
const isUsedUp = (until: string | undefined, lastsMs: number, now: Date): boolean =>
  until === undefined || Date.parse(until) - now.getTime() < lastsMs / 2;

const acknowledge = (incident: Incident, minutes: number, who: string, now: Date): Decision => {
  const { state, acknowledgedBy, acknowledgedUntil } = incident;
  if (state === 'acknowledged' && !isUsedUp(acknowledgedUntil, minutes * MINUTE_MS, now))
    return already(`${acknowledgedBy ?? 'Somebody'} acknowledged it already`);
  const until = new Date(now.getTime() + minutes * MINUTE_MS).toISOString();
  return done(`Acknowledged by ${who} for ${minutes} min.`, {
    incident: step(incident, { kind: 'acted', act: { kind: 'acknowledged', by: who, until } }, now),
    entry: { ...entryBy(incident, who, now)('acknowledged'), until },
  });
};

const silenceFor = (
  incident: Incident,
  before: Silence | undefined,
  { until: how, reason }: Extract<IncidentAction, { kind: 'silence' }>,
  who: string,
  now: Date,
): Decision => {
  const isWorse = how === 'worse';
  const isSameKind = (before?.worse !== undefined) === isWorse;
  if (
    before &&
    isSilenced(before, incident, now) &&
    isSameKind &&
    !isUsedUp(before.until, SILENCE_MS[how], now)
  )
    return already(`${before.by} silenced it already`);
  const until = new Date(now.getTime() + SILENCE_MS[how]).toISOString();
  const silence = Silence.parse({
    endpointKey: incident.endpointKey,
    item: 'silence',
    incidentId: incident.incidentId,
    by: who,
    reason,
    at: now.toISOString(),
    until,
    ...(isWorse && { worse: { count: incident.count, cause: incident.cause } }),
  });
  const act = { kind: 'silenced' as const, by: who, text: reason, until };
  return done(
    `Silenced by ${who} ${isWorse ? 'until it gets ten times worse or the cause changes' : `for ${how.replace('h', ' h')}`}.`,
    {
      incident: step(incident, { kind: 'acted', act }, now),
      silence,
      entry: { ...entryBy(incident, who, now)('silenced'), reason, until },
    },
  );
};
