import { expect, test } from '@jest/globals';
import {
  actionKey,
  isRecordedAction,
  TimelineEntry,
  timeOf,
} from '../../../../lib/domain/incidents/timeline.ts';
import { at } from '../../examples.ts';

const now = at('03:10:00.000');
const common = { incidentId: 'abcdefghjkmn-1', expiresAt: 1 };

test('a line of the time-line is what a person did, or what was told', () => {
  const recorded = TimelineEntry.parse({
    ...common,
    at: actionKey(now, 2),
    kind: 'note',
    actor: 'Sara',
    reason: 'disk',
  });
  const alert = TimelineEntry.parse({
    ...common,
    at: now.toISOString(),
    kind: 'opened',
    reason: 'a new incident',
    level: 1,
    channels: ['email'],
    messageId: 'm',
  });
  expect([recorded, alert].map(isRecordedAction)).toEqual([true, false]);
  expect([recorded, alert].map(timeOf)).toEqual([now.toISOString(), now.toISOString()]);
});

test('two acts of one moment are two lines', () => {
  expect(actionKey(now, 1)).not.toBe(actionKey(now, 2));
});
