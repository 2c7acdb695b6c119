import { describe, expect, test } from '@jest/globals';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { at } from '../../examples.ts';
import { acknowledge, Story, silence } from './night-story.ts';

describe('since when something is due', () => {
  const since = (story: Story, time: string) =>
    dueSince(story.incident, story.silence, story.oncall, at(time))?.toISOString().slice(11, 19);

  test('counts from when it was due, and from the end of what held it back', () => {
    const story = new Story({ quietHours: { from: '22:00', to: '02:00' } });
    expect(since(story, '03:01:00.000')).toBe('03:00:00');
    story.sendAlert('03:01:00.000');
    expect(since(story, '03:02:00.000')).toBeUndefined();
    expect(since(story, '03:20:00.000')).toBe('03:16:00');
    story.act(acknowledge, '03:21:00.000');
    expect(since(story, '03:25:00.000')).toBe('03:21:00');
    story.clock('03:51:30.000');
    expect(since(story, '03:52:00.000')).toBe('03:51:00');
    story.sendAlert('03:52:00.000');
    story.act(silence('1h'), '03:53:00.000').sendAlert('03:53:00.000');
    expect(since(story, '04:54:00.000')).toBe('04:53:00');
    expect(
      since(
        new Story({ maintenance: [{ reason: 'x', every: 'day', from: '02:00', to: '04:00' }] }),
        '04:01:00.000',
      ),
    ).toBe('04:00:00');
  });
});
