import { expect, test } from '@jest/globals';
import { ActorName } from '../../../../lib/domain/incidents/action.ts';
import { closed, fresh, perform } from './performed.ts';

test('a typed name is one line of visible text', () => {
  expect(ActorName.parse(' Sa\u202era\n\u0007 Ali\u2028 ')).toBe('Sara Ali');
  expect(ActorName.parse('Sara\nAli')).toBe('Sara Ali');
  expect(ActorName.safeParse('\n\u200b ').success).toBe(false);
  expect(ActorName.safeParse('x'.repeat(61)).success).toBe(false);
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

test('resolving names who did it, and once is enough', () => {
  const { after, outcome, message, change } = perform(fresh(), { kind: 'resolve' }, '03:10:00.000');
  expect([outcome, message]).toEqual(['done', 'Resolved by Sara.']);
  expect(change?.entry).toMatchObject({ kind: 'resolved', actor: 'Sara' });
  expect(after.incident).toMatchObject({ state: 'resolved', resolution: 'person', resolvedBy: 'Sara' });
  expect(perform(after, { kind: 'resolve' }, '03:10:00.000').outcome).toBe('already');
});
