import { describe, expect, test } from '@jest/globals';
import { Action, ActorName, IncidentAction } from '../../../../lib/domain/incidents/action.ts';
import { applyAction } from '../../../../lib/domain/incidents/apply-action.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { isSilenced, type Silence } from '../../../../lib/domain/incidents/silence.ts';
import { TimelineEntry, timeOf } from '../../../../lib/domain/incidents/timeline.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { unsentActions, unsentBefore } from '../../../../lib/domain/incidents/unsent-actions.ts';
import { at, opened } from '../../examples.ts';

type State = { incident: Incident; silence?: Silence | undefined };

/** Acts as the flow does; where nothing is to be written, nothing may have changed. */
const perform = (state: State, action: Record<string, unknown>, time: string, actor = 'Sara') => {
  const decision = applyAction(
    state.incident,
    state.silence,
    IncidentAction.parse(action),
    actor,
    at(time),
    30,
  );
  const { change } = decision;
  expect(change === undefined).toBe(decision.outcome !== 'done');
  return {
    ...decision,
    after: {
      incident: change?.incident ?? state.incident,
      silence: change?.silence ?? state.silence,
    },
  };
};
const fresh = (): State => ({ incident: opened() });
const acknowledge = { kind: 'acknowledge' };
const silence = (until: string) => ({ kind: 'silence', until, reason: 'vendor is on it' });
const closed = (state: State): State => ({
  ...state,
  incident: transition(state.incident, { kind: 'resolved', actor: 'Omar' }, at('03:05:00.000')),
});

test('a typed name is one line of visible text', () => {
  expect(ActorName.parse(' Sa\u202era\n\u0007 Ali\u2028 ')).toBe('Sara Ali');
  expect(ActorName.parse('Sara\nAli')).toBe('Sara Ali');
  expect(ActorName.safeParse('\n\u200b ').success).toBe(false);
  expect(ActorName.safeParse('x'.repeat(61)).success).toBe(false);
});

describe('an acknowledgement', () => {
  test('changes the state for as long as is set unless said, and is a line of the time-line', () => {
    const { outcome, change, message } = perform(fresh(), acknowledge, '03:10:00.000');
    expect(outcome).toBe('done');
    expect(message).toBe('Acknowledged by Sara for 30 min.');
    expect(change?.incident).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Sara',
      acknowledgedUntil: at('03:40:00.000').toISOString(),
      version: 2,
    });
    const entry = TimelineEntry.parse(change?.entry);
    expect(entry).toMatchObject({
      kind: 'acknowledged',
      actor: 'Sara',
      expiresAt: Date.parse('2027-12-28T03:10:00.000Z') / 1000, // 400 days
    });
    expect(timeOf(entry)).toBe(at('03:10:00.000').toISOString());
  });

  test('a second one does nothing, whoever sends it; near its end it is asked for anew', () => {
    const { after } = perform(fresh(), acknowledge, '03:10:00.000');
    expect(perform(after, acknowledge, '03:10:05.000', 'Omar')).toMatchObject({
      outcome: 'already',
      message: 'Sara acknowledged it already; nothing changed.',
    });
    expect(perform(after, acknowledge, '03:25:00.000', 'Omar').outcome).toBe('already');
    expect(perform(after, acknowledge, '03:25:00.001', 'Omar').outcome).toBe('done');
    expect(perform(after, acknowledge, '03:30:00.000', 'Omar').after.incident).toMatchObject({
      acknowledgedBy: 'Omar',
      acknowledgedUntil: at('04:00:00.000').toISOString(),
    });
  });

  test('of something recovered says so and changes nothing', () => {
    expect(perform(closed(fresh()), acknowledge, '03:10:00.000')).toMatchObject({
      outcome: 'over',
      message: 'It was closed already by Omar; nothing changed.',
    });
    const { resolvedBy: _, ...byQuiet } = closed(fresh()).incident;
    expect(perform({ incident: byQuiet }, acknowledge, '03:10:00.000').message).toBe(
      'It was closed already; nothing changed.',
    );
  });

  test('ends by itself, to the millisecond, and the incident is open again', () => {
    const { incident } = perform(fresh(), acknowledge, '03:10:00.000').after;
    expect(transition(incident, { kind: 'clock' }, at('03:39:59.999'))).toBe(incident);
    expect(transition(incident, { kind: 'clock' }, at('03:40:00.000'))).toMatchObject({
      state: 'open',
      expiredAcknowledgements: 1,
      version: incident.version + 1,
    });
  });
});

test('an acknowledgement without an end, as an odd version may have left it, ends at once', () => {
  const odd: Incident = { ...opened(), state: 'acknowledged' };
  expect(transition(odd, { kind: 'clock' }, at('03:00:02.000'))).toMatchObject({
    state: 'open',
    expiredAcknowledgements: 1,
  });
  expect(perform({ incident: odd }, acknowledge, '03:10:00.000').outcome).toBe('done');
  const unnamed = { ...odd, acknowledgedUntil: at('03:40:00.000').toISOString() };
  expect(perform({ incident: unnamed }, acknowledge, '03:10:00.000').message).toBe(
    'Somebody acknowledged it already; nothing changed.',
  );
});

test('long quiet closes what nobody was told of only where nobody was to be', () => {
  const late = at('09:00:00.000');
  expect(transition(opened(), { kind: 'clock' }, late).state).toBe('open');
  expect(transition(opened(), { kind: 'clock', isSuppressed: true }, late)).toMatchObject({
    state: 'resolved',
    resolution: 'quiet',
  });
});

describe('a silence', () => {
  test.each([
    ['1h', '04:10:00.000'],
    ['4h', '07:10:00.000'],
    ['8h', '11:10:00.000'],
  ])('for %s has its end, a reason and a name', (until, end) => {
    const { change, message } = perform(fresh(), silence(until), '03:10:00.000');
    const made = change?.silence;
    expect(made).toMatchObject({ actor: 'Sara', reason: 'vendor is on it', until: at(end).toISOString() });
    expect(isSilenced(made, opened(), at('03:10:00.000'))).toBe(true);
    expect(isSilenced(made, opened(), at(end))).toBe(false);
    expect(change?.entry).toMatchObject({ kind: 'silenced', reason: 'vendor is on it' });
    expect(change?.incident?.state).toBe('open');
    expect(message).toBe(`Silenced by Sara for ${until.replace('h', ' h')}.`);
  });

  test('until worse ends when the count has grown tenfold or the cause changes, or after a week', () => {
    const { silence: made } = perform(fresh(), silence('worse'), '03:10:00.000').after;
    const now = at('03:20:00.000');
    expect(isSilenced(made, { ...opened(), count: 9 }, now)).toBe(true);
    expect(isSilenced(made, { ...opened(), count: 10 }, now)).toBe(false);
    expect(isSilenced(made, { ...opened(), cause: 'dns' }, now)).toBe(false);
    expect(isSilenced(made, { ...opened(), incidentId: 'abcdefghjkmn-2' }, now)).toBe(false);
    expect(isSilenced(made, opened(), new Date('2026-11-30T03:10:00Z'))).toBe(false);
  });

  test('needs a reason', () => {
    expect(Action.safeParse({ kind: 'silence', until: '1h', reason: ' \n' }).success).toBe(false);
    expect(Action.safeParse({ kind: 'silence', until: '2h', reason: 'x' }).success).toBe(false);
  });

  test('a second one does nothing; a longer one replaces it; it can be ended once', () => {
    const { after } = perform(fresh(), silence('1h'), '03:10:00.000');
    expect(perform(after, silence('1h'), '03:10:05.000')).toMatchObject({
      outcome: 'already',
      message: 'Sara silenced it already; nothing changed.',
    });
    expect(perform(after, silence('4h'), '03:11:00.000', 'Omar').after.silence).toMatchObject({
      actor: 'Omar',
    });
    const ended = perform(after, { kind: 'unsilence' }, '03:20:00.000', 'Omar');
    expect(ended.message).toBe('Omar ended the silence.');
    expect(ended.change?.entry).toMatchObject({ kind: 'unsilenced', actor: 'Omar' });
    expect(ended.change?.incident?.recentActions?.at(-1)).toMatchObject({
      kind: 'unsilenced',
      actor: 'Omar',
    });
    expect(ended.after.silence).toMatchObject({ endedAt: at('03:20:00.000').toISOString(), endedBy: 'Omar' });
    expect(isSilenced(ended.after.silence, opened(), at('03:20:00.000'))).toBe(false);
    expect(perform(ended.after, { kind: 'unsilence' }, '03:21:00.000')).toMatchObject({
      outcome: 'already',
      message: 'It is not silenced; nothing changed.',
    });
    expect(perform(ended.after, silence('1h'), '03:21:00.000').outcome).toBe('done');
  });

  test('until worse and one for some time replace each other, whichever is longer', () => {
    const baseline = perform(fresh(), silence('worse'), '03:10:00.000');
    expect(baseline.message).toBe('Silenced by Sara until it gets ten times worse or the cause changes.');
    expect(perform(baseline.after, silence('worse'), '03:10:05.000').outcome).toBe('already');
    const timed = perform(baseline.after, silence('1h'), '03:11:00.000');
    expect(timed.after.silence).not.toHaveProperty('worse');
    expect(perform(timed.after, silence('worse'), '03:12:00.000').after.silence).toMatchObject({
      baseline: { count: 1, cause: 'unavailable' },
    });
  });

  test('until worse knows how bad it was', () => {
    const bad = { incident: { ...opened(), count: 3 } };
    const { silence: made } = perform(bad, silence('worse'), '03:10:00.000').after;
    expect(isSilenced(made, { ...opened(), count: 29 }, at('03:20:00.000'))).toBe(true);
    expect(isSilenced(made, { ...opened(), count: 30 }, at('03:20:00.000'))).toBe(false);
    expect(isSilenced(made, opened(), at('03:09:59.999'))).toBe(false);
  });

  test('can be ended when the incident is over, and not begun', () => {
    const over = closed(perform(fresh(), silence('1h'), '03:01:00.000').after);
    expect(perform(over, silence('4h'), '03:10:00.000').outcome).toBe('over');
    const ended = perform(over, { kind: 'unsilence' }, '03:10:00.000');
    expect(ended.outcome).toBe('done');
    expect(ended.change).not.toHaveProperty('incident');
  });
});

test('a note is kept once, also of what is over', () => {
  const note = { kind: 'note', text: 'restarting' };
  const { after, change } = perform(fresh(), note, '03:10:00.000');
  expect(change?.entry).toMatchObject({ kind: 'note', reason: 'restarting' });
  expect(after.incident.recentActions).toMatchObject([{ number: 1, kind: 'note', text: 'restarting' }]);
  expect(perform(after, note, '03:14:59.999')).toMatchObject({
    outcome: 'already',
    message: 'The note stands there; nothing changed.',
  });
  expect(perform(after, note, '03:15:00.000')).toMatchObject({ outcome: 'done', message: 'Noted.' });
  expect(perform(after, note, '03:10:01.000', 'Omar').outcome).toBe('done');
  const silenced = perform(
    fresh(),
    { kind: 'silence', until: '1h', reason: 'restarting' },
    '03:09:00.000',
  ).after;
  expect(perform(silenced, note, '03:10:00.000').outcome).toBe('done');
  const late = perform(closed(after), { kind: 'note', text: 'it was the disk' }, '03:20:00.000');
  expect(late).toMatchObject({ outcome: 'done', message: 'Noted. It is over, so nobody is alerted.' });
  expect(late.after.incident).toMatchObject({
    state: 'resolved',
    recentActions: [{ number: 1 }, { number: 2, text: 'it was the disk' }],
  });
  const again = perform(late.after, { kind: 'note', text: 'it was the disk' }, '03:20:01.000');
  expect(again.outcome).toBe('already');
});

const noted = (state: State, notes: number): State =>
  Array.from({ length: notes }).reduce<State>(
    (before, _, index) =>
      perform(
        before,
        { kind: 'note', text: `note ${state.incident.version} ${index}` },
        `0${3 + Math.floor(index / 50)}:${10 + (index % 50)}:00.000`,
      ).after,
    state,
  );
const alerted = ({ incident, ...rest }: State, lastAction: number): State => {
  const email = {
    at: at('03:00:02.000').toISOString(),
    kind: 'note' as const,
    state: 'open' as const,
    count: 1,
    cause: 'unavailable',
    growthIntervalMinutes: 5,
    lastAction,
  };
  return { ...rest, incident: { ...incident, lastSent: { revision: 1, email } } };
};
const numbers = ({ incident }: State) => incident.recentActions?.map(({ number }) => number);

test('acts that were told leave an incident, but for the last few; numbers go on', () => {
  expect(numbers(noted(alerted(noted(fresh(), 8), 8), 1))).toEqual([5, 6, 7, 8, 9]);
});

test('acts that were not told stay, however many come between two messages', () => {
  expect(numbers(noted(fresh(), 12))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(numbers(noted(alerted(noted(fresh(), 4), 3), 8))).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('of more than thirty the first are on the time-line alone, and it is known how many', () => {
  const { incident } = noted(alerted(noted(fresh(), 2), 2), 41);
  expect(incident.recentActions?.map(({ number }) => number)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 14),
  );
  expect(unsentBefore(incident, unsentActions(incident))).toBe(11);
});

test('resolving names who did it, and once is enough', () => {
  const { after, outcome, message, change } = perform(fresh(), { kind: 'resolve' }, '03:10:00.000');
  expect([outcome, message]).toEqual(['done', 'Resolved by Sara.']);
  expect(change?.entry).toMatchObject({ kind: 'resolved', actor: 'Sara' });
  expect(after.incident).toMatchObject({ state: 'resolved', resolution: 'person', resolvedBy: 'Sara' });
  expect(perform(after, { kind: 'resolve' }, '03:10:00.000').outcome).toBe('already');
});
