import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import { thorough } from '../../../thorough.ts';
import { at, opened } from '../../examples.ts';
import { acknowledge, Story, silence } from './night-story.ts';

/** Anything that may happen to one incident in a night and the day after it, minute by minute. */
const anyStory = fc.record({
  settings: fc.record({
    escalationMinutes: fc.constantFrom([], [15], [15, 30]),
    quietHours: fc.constantFrom(undefined, { from: '04:00', to: '07:00' }, { from: '22:00', to: '03:30' }),
    maintenance: fc.constantFrom(
      [],
      [{ reason: 'x', every: 'day', from: '03:30', to: '05:00' }],
      [{ reason: 'x', from: '2026-11-23T06:00', to: '2026-11-23T06:40' }],
    ),
  }),
  hasMachines: fc.boolean(),
  endpoint: fc.constantFrom('https://api.shop.example/hooks/orders', 'https://api.shop.example/loyalty'),
  events: fc.array(
    fc.record({
      afterMinutes: fc.nat(90),
      action: fc.constantFrom<Record<string, unknown> | undefined>(
        undefined,
        acknowledge,
        { kind: 'acknowledge', minutes: 5 },
        silence('1h'),
        silence('worse'),
        { kind: 'unsilence' },
        { kind: 'note', text: 'a note' },
        { kind: 'resolve' },
      ),
      notifications: fc.nat(6),
      channels: fc.constantFrom<Channel[]>(
        ['email', 'sms', 'machines'],
        ['email', 'sms'],
        ['email'],
        ['machines'],
        [],
      ),
    }),
    { maxLength: 12 },
  ),
});

type AnyStory = typeof anyStory extends fc.Arbitrary<infer Value> ? Value : never;

const play = (
  { settings, hasMachines, endpoint, events }: AnyStory,
  result: (story: Story, time: string, channels: Channel[]) => void,
): void => {
  const story = new Story({ ...settings, hasMachines }, opened({ endpoint }));
  let minute = 0;
  for (const { afterMinutes, action, notifications, channels } of events) {
    minute += afterMinutes;
    const time = new Date(at('03:00:00.000').getTime() + minute * 60_000).toISOString().slice(11, 23);
    if (at(time).getTime() < Date.parse(story.incident.openedAt) || minute > 1200) return;
    story.notified(time, notifications).clock(time);
    if (action) story.act(action, time);
    story.sendAlert(time, channels);
    result(story, time, channels);
  }
};

test('whatever happens, what was just sent is not due again', () => {
  fc.assert(
    fc.property(anyStory, (any) =>
      play(any, (story, time, channels) => {
        const again = story.due(time).filter((one) => channels.some((channel) => one.startsWith(channel)));
        expect(again).toEqual([]);
      }),
    ),
    { numRuns: thorough(60, 300) },
  );
});

test('nothing is ever due again about what has left the open list, and what is over leaves it once it is told', () => {
  fc.assert(
    fc.property(anyStory, (any) =>
      play(any, (story, time) => {
        if (!story.isSettled(time)) return;
        for (let hours = 0; hours < 72; hours += 3) {
          const later = new Date(at(time).getTime() + hours * 3_600_000);
          expect(dueAlerts(story.incident, story.silence, story.oncall, later)).toEqual({});
        }
      }),
    ),
    { numRuns: thorough(60, 300) },
  );
  fc.assert(
    fc.property(anyStory, (any) => {
      let last: { story: Story; time: string } | undefined;
      play(any, (story, time) => {
        last = { story, time };
      });
      if (!last) return;
      const { story } = last;
      story.act({ kind: 'resolve' }, last.time);
      const morning = new Date('2026-11-25T12:00:00Z');
      const due = dueAlerts(story.incident, story.silence, story.oncall, morning);
      const lastSent = markSent(story.incident, due, ['email', 'sms', 'machines'], morning);
      expect(isSettled({ ...story.incident, lastSent }, story.silence, story.oncall, morning)).toBe(true);
    }),
    { numRuns: thorough(60, 300) },
  );
});
