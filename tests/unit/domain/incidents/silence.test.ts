import { describe, expect, test } from '@jest/globals';
import { Action } from '../../../../lib/domain/incidents/action.ts';
import { isSilenced } from '../../../../lib/domain/incidents/silence.ts';
import { at, opened } from '../../examples.ts';
import { closed, fresh, perform, silence } from './performed.ts';

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
