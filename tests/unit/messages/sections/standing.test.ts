import { expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { standingRows } from '../../../../lib/messages/sections/standing.ts';
import { at, contextAt, incident, silenceOf } from '../fixtures.ts';

/** Planned work on orders from 19:00 to 21:00 in Riyadh. Loyalty waits through quiet hours until 23:00. */
const { maintenance, quietHours } = RuntimeOncallConfig.parse({
  maintenance: [{ reason: 'New menu', every: 'day', from: '19:00', to: '21:00', families: ['orders'] }],
  quietHours: { from: '18:00', to: '23:00' },
});
const acknowledged = {
  state: 'acknowledged',
  acknowledgedBy: 'Omar',
  acknowledgedUntil: at(30),
} as const;
const silence = silenceOf('Sara', 0, 60);

test.each([
  ['nobody and nothing', {}, undefined, {}, ['Nobody has acknowledged it.']],
  ['a person', acknowledged, undefined, {}, ['Acknowledged by Omar until 20:12.']],
  ['a silence', {}, silence, {}, ['Silenced by Sara until 20:42 at the latest: "vendor is on it".']],
  ['planned work', {}, undefined, { maintenance }, ['Planned work until 21:00: "New menu".']],
  [
    'quiet hours',
    { endpoint: 'https://api.shop.example/hooks/loyalty' },
    undefined,
    { quietHours },
    ['Its alerts wait for the end of quiet hours, 23:00.'],
  ],
  [
    'all that holds, what ends last first',
    acknowledged,
    silence,
    { maintenance },
    [
      'Planned work until 21:00: "New menu".',
      'Silenced by Sara until 20:42 at the latest: "vendor is on it".',
      'Acknowledged by Omar until 20:12.',
    ],
  ],
  [
    'the same in Arabic',
    {},
    undefined,
    { maintenance, language: 'ar' as const },
    ['صيانة حتى \u2068الساعة 21:00\u2069: "\u2068New menu\u2069".'], // isolated: it has another direction,
  ],
])('an incident is with %s', (_, over, held, config, rows) => {
  expect(standingRows({ incident: incident(over), silence: held }, contextAt(1, config))).toEqual(rows);
});

test('names and reasons are shown without what they hide, and cut', () => {
  const long = { ...silence, actor: `Sara\u202e${'a'.repeat(100)}`, reason: 'b'.repeat(300) };
  const [row = ''] = standingRows({ incident: incident(), silence: long }, contextAt(1));
  expect(row).toMatch(/^Silenced by Saraa+… until 20:42 at the latest: "b+…"\.$/);
  expect(row.length).toBeLessThan(60 + 200 + 50);
});
