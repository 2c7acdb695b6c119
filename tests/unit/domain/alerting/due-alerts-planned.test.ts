import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, notification, opened } from '../../examples.ts';
import { acknowledge, OPENED, Story, silence } from './night-story.ts';

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00' };
  const night = { timeZone: 'UTC', quietHours };
  const loyalty = () => opened({ endpoint: 'https://api.shop.example/loyalty' });

  test('delay what can wait until they are over, and the escalation counts from then', () => {
    const story = new Story(night, loyalty());
    expect(story.due('03:00:01.000')).toEqual([]);
    expect(story.due('06:59:59.999')).toEqual([]);
    expect(story.sendAlert('07:00:00.000')).toEqual(OPENED);
    expect(story.due('07:14:00.000')).toEqual([]);
    expect(story.due('07:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('never delay what is critical', () => {
    expect(new Story(night).due('03:00:01.000')).toEqual(OPENED);
    expect(
      RuntimeOncallConfig.safeParse({ quietHours: { ...quietHours, severities: ['critical'] } }).success,
    ).toBe(false);
  });

  test('keep what is over on the open list until it is sent in the morning', () => {
    const story = new Story(night, loyalty()).act({ kind: 'resolve' }, '03:10:00.000');
    expect(story.due('03:10:10.000')).toEqual([]);
    expect(story.isSettled('03:10:10.000')).toBe(false);
    expect(story.due('07:00:00.000')).toEqual(['email resolved 1']);
  });

  test('let the end and acts through by email where the evening heard of it', () => {
    const evening = transition(
      { ...loyalty(), version: 0, count: 0 },
      { kind: 'notified', notifications: [notification({ endpoint: 'https://api.shop.example/loyalty' })] },
      at('21:50:00.000'),
    );
    const story = new Story(night, evening);
    story.sendAlert('21:50:00.000');
    story.act(acknowledge, '22:10:00.000');
    expect(story.sendAlert('22:10:10.000')).toEqual(['email acknowledged 1']);
    story.act({ kind: 'resolve' }, '22:20:00.000');
    expect(story.sendAlert('22:20:10.000', ['email'])).toEqual(['email resolved 1']);
    expect(story.isSettled('22:21:00.000')).toBe(false); // the SMS waits
  });
});

describe('maintenance', () => {
  const window = { reason: 'database', every: 'day', from: '02:00', to: '04:00' };
  const planned = (more: Record<string, unknown> = {}) => ({ maintenance: [{ ...window, ...more }] });

  test('tells nobody, and at its end what still fails', () => {
    const story = new Story(planned());
    expect(story.due('03:59:59.999')).toEqual([]);
    expect(story.due('04:00:00.000')).toEqual(OPENED);
  });

  test('what was known before is summed up at its end, and only then escalates', () => {
    const story = new Story(planned({ from: '03:10' }));
    story.sendAlert('03:00:00.000');
    expect(story.notified('03:30:00.000', 4).due('03:50:00.000')).toEqual([]);
    expect(dueAlerts(story.incident, undefined, story.oncall, at('04:00:00.000')).email).toMatchObject({
      kind: 'reminder',
      reason: 'the maintenance is over, and it still fails',
      together: true,
    });
    story.sendAlert('04:00:00.000');
    expect(story.due('04:14:00.000')).toEqual([]);
    expect(story.due('04:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('what began and ended in it is told to nobody before its end, and summed up by email then', () => {
    const story = new Story(planned()).act({ kind: 'resolve' }, '03:30:00.000');
    expect(story.due('03:59:59.999')).toEqual([]);
    expect(story.isSettled('03:59:59.999')).toBe(false);
    expect(dueAlerts(story.incident, undefined, story.oncall, at('04:00:00.000'))).toEqual({
      email: {
        kind: 'resolved',
        reason: 'it ended during maintenance',
        why: 'maintenance-ended',
        level: 1,
        cycle: '0',
        together: true,
      },
    });
    story.sendAlert('04:00:00.000');
    expect(story.due('04:30:00.000')).toEqual([]);
    expect(story.isSettled('04:00:10.000')).toBe(true);
  });

  test('what ended in it under a silence is told to nobody, then or later', () => {
    const story = new Story(planned()).act(silence('1h'), '03:20:00.000');
    story.sendAlert('03:20:10.000', []);
    story.incident = { ...story.incident, recentActions: [] };
    story.act({ kind: 'resolve' }, '03:30:00.000');
    expect([story.due('03:30:10.000'), story.due('04:30:00.000')]).toEqual([[], []]);
    expect(story.isSettled('03:30:10.000')).toBe(true);
  });

  test('the summary waits for planned work that follows at once', () => {
    const next = { ...window, from: '03:50', to: '05:00' };
    const story = new Story({ maintenance: [window, next] }).act({ kind: 'resolve' }, '03:30:00.000');
    expect(story.due('04:59:59.999')).toEqual([]);
    expect(story.due('05:00:00.000')).toEqual(['email resolved 1']);
  });

  test.each([
    ['its address', { urls: ['https://api.shop.example/hooks'] }, true],
    ['another address', { urls: ['https://api.shop.example/hook'] }, false],
    ['its family', { families: ['orders'] }, true],
    ['another family', { families: ['loyalty'] }, false],
    ['its address or another family', { urls: ['https://api.shop.example/'], families: ['loyalty'] }, true],
  ])('is for %s: %#', (_, of, isSuppressed) => {
    expect(new Story(planned(of)).due('03:00:01.000')).toEqual(isSuppressed ? [] : OPENED);
  });
});
