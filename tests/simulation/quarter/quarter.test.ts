import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { onDutyAt } from '../../../lib/domain/oncall/duty.ts';
import type { Engine } from '../../../local/dynamodb/engine-process.ts';
import { buildFunctions } from '../world/build.ts';
import { type Containers, containersOf } from '../world/container.ts';
import { startOwnEngine } from '../world/own-engine.ts';
import { type Happening, playStory } from './play.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Sara, Omar and Huda, who has no phone, by weeks; Nora if nobody acknowledges within a quarter of an hour. */
const teamIn = (timeZone: string, at: string): OncallConfig =>
  OncallConfig.parse({
    timeZone,
    people: {
      sara: { email: 'sara@shop.test', sms: '+966500000001' },
      omar: { email: 'omar@shop.test', sms: '+966500000002' },
      huda: { email: 'huda@shop.test' },
      nora: { email: 'nora@shop.test', sms: '+966500000004' },
    },
    levels: [
      { rotation: { people: ['sara', 'omar', 'huda'], every: 'week', on: 'monday', at, from: '2026-09-28' } },
      { afterMinutes: 15, people: ['nora'] },
    ],
  });

/** 2026-10-05 is a Monday, and Omar's; Huda's weeks begin on 12 October and 2 November, Sara's on 19 October and 9 November. */
const STORY: readonly Happening[] = [
  { at: '2026-10-06T00:00Z', fails: 'alpha' },
  { at: '2026-10-06T00:04Z', acknowledged: 'alpha' },
  { at: '2026-10-06T00:10Z', resolved: 'alpha' },
  // Sara covers Omar for a night of his week, from an hour after she has said so.
  {
    at: '2026-10-08T15:00Z',
    standing: { covered: { person: 'omar' }, by: 'sara', inMs: HOUR_MS, lastsMs: 14 * HOUR_MS },
  },
  { at: '2026-10-09T01:00Z', fails: 'bravo' }, // nobody acknowledges it
  { at: '2026-10-09T01:20Z', resolved: 'bravo' },
  // Huda's week ends at 07:00Z, in the middle of an incident.
  { at: '2026-10-19T06:50Z', fails: 'charlie' },
  { at: '2026-10-19T07:03Z', acknowledged: 'charlie' },
  { at: '2026-10-19T07:10Z', resolved: 'charlie' },
  // The night in which clocks in Berlin go back, and the Monday after it.
  { at: '2026-10-25T00:30Z', fails: 'delta' },
  { at: '2026-10-25T00:35Z', resolved: 'delta' },
  { at: '2026-10-26T07:30Z', fails: 'echo' },
  { at: '2026-10-26T07:35Z', resolved: 'echo' },
  { at: '2026-10-26T08:30Z', fails: 'foxtrot' },
  { at: '2026-10-26T08:35Z', resolved: 'foxtrot' },
  // "I take over from now": Nora has Sara's turn, and gives it back early.
  {
    at: '2026-11-10T20:00Z',
    standing: { covered: { level: 1 }, by: 'nora', inMs: 0, lastsMs: 4 * HOUR_MS },
  },
  { at: '2026-11-10T21:00Z', fails: 'golf' },
  { at: '2026-11-10T21:05Z', resolved: 'golf' },
  { at: '2026-11-10T21:30Z', standing: { endsLatest: true } },
  { at: '2026-11-10T21:40Z', fails: 'hotel' },
  { at: '2026-11-10T21:45Z', resolved: 'hotel' },
  { at: '2026-12-31T23:30Z', fails: 'india' },
  { at: '2026-12-31T23:35Z', resolved: 'india' },
];

const opened = (at: string, name: string, shop: string): string[] => [
  `${at} ${name} email opened ${shop}`,
  `${at} ${name} sms opened ${shop}`,
];
const resolved = (at: string, name: string, shop: string): string[] => [
  `${at} ${name} email resolved ${shop}`,
  `${at} ${name} sms resolved ${shop}`,
];

/** Read off a calendar: whose phone rings. `monday` is who is woken at 07:30Z on 26 October. */
const expected = (monday: string): string[] => [
  ...opened('10-06 00:00', 'omar', 'alpha'),
  '10-06 00:04 omar email acknowledged alpha',
  ...resolved('10-06 00:10', 'omar', 'alpha'),
  ...opened('10-09 01:00', 'sara', 'bravo'),
  // The first was sent some seconds after 01:00:02, and sweeps come each minute: 01:15:02 is a moment too early.
  '10-09 01:16 nora email escalated bravo',
  '10-09 01:16 nora sms escalated bravo',
  '10-09 01:16 sara email escalated bravo',
  '10-09 01:16 sara sms escalated bravo',
  '10-09 01:20 nora email resolved bravo',
  '10-09 01:20 nora sms resolved bravo',
  '10-09 01:20 sara email resolved bravo',
  '10-09 01:20 sara sms resolved bravo',
  '10-19 06:50 huda email opened charlie',
  ...opened('10-19 07:00', 'sara', 'charlie').map((line) => line.replace('opened', 'handover')),
  '10-19 07:03 sara email acknowledged charlie',
  '10-19 07:10 huda email resolved charlie',
  ...resolved('10-19 07:10', 'sara', 'charlie'),
  ...opened('10-25 00:30', 'sara', 'delta'),
  ...resolved('10-25 00:35', 'sara', 'delta'),
  ...opened('10-26 07:30', monday, 'echo'),
  ...resolved('10-26 07:35', monday, 'echo'),
  ...opened('10-26 08:30', 'omar', 'foxtrot'),
  ...resolved('10-26 08:35', 'omar', 'foxtrot'),
  ...opened('11-10 21:00', 'nora', 'golf'),
  ...resolved('11-10 21:05', 'nora', 'golf'),
  ...opened('11-10 21:40', 'sara', 'hotel'),
  ...resolved('11-10 21:45', 'sara', 'hotel'),
  ...opened('12-31 23:30', 'omar', 'india'),
  ...resolved('12-31 23:35', 'omar', 'india'),
];

let engine: Engine;
let containers: Containers;
beforeAll(async () => {
  engine = await startOwnEngine();
  containers = containersOf(await buildFunctions());
});
afterAll(() => engine?.stop());

describe.each([
  // 09:00 is 07:00Z until 25 October, and 08:00Z from then on.
  { timeZone: 'Europe/Berlin', at: '09:00', monday: 'sara' },
  // 10:00 is 07:00Z all year.
  { timeZone: 'Asia/Riyadh', at: '10:00', monday: 'omar' },
])('a quarter in $timeZone', ({ timeZone, at, monday }) => {
  test('alerts whoever the calendar says, and nobody else', async () => {
    const lines = await playStory(engine.endpoint, containers, teamIn(timeZone, at), STORY);
    expect(lines).toEqual(expected(monday));
  });

  test('has somebody on duty at each level in each of its minutes', () => {
    const team = oncallAtRuntime(teamIn(timeZone, at));
    const minutes = { tried: 0, empty: 0 };
    for (let now = Date.parse('2026-10-01T00:00Z'); now < Date.parse('2027-01-01T00:00Z'); now += MINUTE_MS) {
      minutes.tried += 1;
      if (onDutyAt(team, 1, now).length !== 1 || onDutyAt(team, 2, now).length !== 1) minutes.empty += 1;
    }
    expect(minutes).toEqual({ tried: 92 * 24 * 60, empty: 0 });
  });
});
