import { describe, expect, test } from '@jest/globals';
import { at, opened } from '../../examples.ts';
import { OPENED, Story } from './night-story.ts';

describe('escalation', () => {
  test('goes to each level when nobody has acknowledged for so long, counted from when somebody was told', () => {
    const story = new Story();
    expect(story.sendAlert('03:07:00.000')).toEqual(OPENED); // SNS was down for seven minutes
    expect(story.due('03:21:59.999')).toEqual([]);
    expect(story.sendAlert('03:22:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
    expect(story.due('03:36:59.999')).toEqual([]);
    expect(story.sendAlert('03:37:00.000')).toEqual(['email escalated 3', 'sms escalated 3']);
    expect(story.due('04:36:00.000')).toEqual([]);
    expect(story.sendAlert('04:37:00.000')).toEqual(['email reminder 3']);
  });

  test('after an outage of SNS goes straight to the level it has come to', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    expect(story.due('03:50:00.000')).toEqual(['email escalated 3', 'sms escalated 3']);
  });

  test('an SMS that did not reach a level is still due', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000', ['email']);
    expect(story.due('03:05:00.000')).toEqual(['sms opened 1']);
    story.sendAlert('03:15:00.000', ['email']);
    expect(story.due('03:16:00.000')).toEqual(['sms opened 2']);
  });

  test('growth is told to the levels that it has reached, the end to all that ever heard of it', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    expect(story.notified('03:20:00.000').sendAlert('03:25:00.000')).toEqual(['email changed 2']);
    story.act({ kind: 'resolve' }, '03:26:00.000');
    expect(story.sendAlert('03:26:00.000')).toEqual(['email resolved 2', 'sms resolved 2']);
    expect(story.isSettled('03:26:00.000')).toBe(true);
  });

  test('what an older version told has gone to level 1, and goes on from the opening', () => {
    const lastSent = {
      at: at('03:00:00.000').toISOString(),
      count: 1,
      cause: 'unavailable',
      growthIntervalMinutes: 5,
    };
    const old = { ...lastSent, kind: 'opened' as const, state: 'open' as const };
    const story = new Story({}, { ...opened(), lastSent: { revision: 1, email: old, sms: old } });
    expect(story.due('03:14:00.000')).toEqual([]);
    expect(story.due('03:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });
});

test('a test alert is told once on every level at any hour, and never again', () => {
  const story = new Story({ quietHours: { from: '22:00', to: '07:00' } }, opened({ source: 'test-alert' }));
  expect(story.sendAlert('03:00:01.000')).toEqual(['email test 3', 'sms test 3']);
  expect(story.due('09:00:00.000')).toEqual([]);
  expect(new Story({}, { ...opened(), sources: { 'test-alert': 1, main: 1 } }).due('03:00:01.000')).toEqual(
    OPENED,
  );
  const over = new Story({}, opened({ source: 'test-alert' })).act({ kind: 'resolve' }, '03:00:02.000');
  expect(over.due('03:00:03.000')).toEqual(['email test 3']);
});
