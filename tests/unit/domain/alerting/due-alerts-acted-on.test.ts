import { describe, expect, test } from '@jest/globals';
import { acknowledge, OPENED, Story, silence } from './night-story.ts';

describe('an acknowledgement', () => {
  test('is told to the others by email, and stops everything', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    story.act(acknowledge, '03:16:00.000');
    expect(story.sendAlert('03:16:10.000')).toEqual(['email acknowledged 2']);
    story.notified('03:20:00.000', 30);
    expect(story.due('03:45:59.000')).toEqual([]);
  });

  test('that ends with nobody having closed it begins the escalation again, from level 1', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    story.act(acknowledge, '03:16:00.000').sendAlert('03:16:10.000');
    story.notified('03:20:00.000').clock('03:46:00.000');
    expect(story.sendAlert('03:46:10.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('04:01:00.000')).toEqual([]);
    expect(story.sendAlert('04:01:10.000')).toEqual(['email escalated 2', 'sms escalated 2']);
    story.act({ kind: 'resolve' }, '04:02:00.000');
    expect(story.due('04:02:00.000')).toEqual(['email resolved 2', 'sms resolved 2']);
  });

  test('before anybody was told is told, and when it ends the opening is', () => {
    const story = new Story().act(acknowledge, '03:00:30.000');
    expect(story.sendAlert('03:01:00.000')).toEqual(['email acknowledged 1']);
    story.clock('03:30:30.000');
    expect(story.sendAlert('03:31:00.000')).toEqual(OPENED);
  });

  test('and a note in one minute are one message', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act({ kind: 'note', text: 'on it' }, '03:01:00.000').act(acknowledge, '03:01:10.000');
    expect(story.sendAlert('03:01:20.000')).toEqual(['email acknowledged 1']);
    expect(story.due('03:01:30.000')).toEqual([]);
  });
});

describe('a silence', () => {
  test('is told, holds everything back while it lasts, and then begins again', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('1h'), '03:05:00.000');
    expect(story.sendAlert('03:05:10.000')).toEqual(['email silenced 1']);
    story.notified('03:10:00.000', 50);
    expect(story.due('04:04:59.999')).toEqual([]);
    expect(story.sendAlert('04:05:00.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('04:19:00.000')).toEqual([]);
    expect(story.due('04:20:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('lifted early is told with what has become of it', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('4h'), '03:05:00.000').sendAlert('03:05:10.000');
    story.act({ kind: 'unsilence' }, '03:10:00.000', 'Omar');
    expect(story.sendAlert('03:10:10.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('03:10:20.000')).toEqual([]);
  });

  test('until worse ends with ten times the count', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('worse'), '03:05:00.000').sendAlert('03:05:10.000');
    expect(story.notified('03:06:00.000', 8).due('03:30:00.000')).toEqual([]);
    expect(story.notified('03:31:00.000', 1).sendAlert('03:31:10.000')).toEqual([
      'email escalated 1',
      'sms escalated 1',
    ]);
    expect(story.due('03:45:00.000')).toEqual([]);
    expect(story.due('03:46:10.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('does not hold back the end where anything was told: by email, without SMS', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('1h'), '03:05:00.000').sendAlert('03:05:10.000');
    story.act({ kind: 'resolve' }, '03:06:00.000');
    expect(story.isSettled('03:06:00.000')).toBe(false);
    expect(story.sendAlert('03:06:10.000')).toEqual(['email resolved 1']);
    expect(story.isSettled('05:00:00.000')).toBe(true);
  });

  test('of what nobody was told of leaves it untold, also when it is over after the silence', () => {
    const story = new Story();
    story.act(silence('1h'), '03:00:10.000');
    story.incident = { ...story.incident, recentActions: [] }; // an incident of the same endpoint, opened meanwhile
    expect(story.due('03:01:00.000')).toEqual([]);
    story.act({ kind: 'resolve' }, '03:06:00.000');
    expect(story.due('03:06:10.000')).toEqual([]);
    expect(story.due('04:06:10.000')).toEqual([]);
    expect(story.isSettled('03:06:10.000')).toBe(true);
  });
});
