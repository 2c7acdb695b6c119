import { expect, test } from '@jest/globals';
import { type Event, playNight } from './night.ts';

const ORDERS = 'https://api.shop.example/hooks/orders';
const LOYALTY = 'https://api.shop.example/hooks/loyalty';
const MENU = 'https://api.shop.example/hooks/menu';

const TEAM = {
  timeZone: 'Asia/Riyadh',
  quietHours: { from: '23:00', to: '07:00' },
  levels: [
    { subscribers: [{ email: 'sara@shop.test' }, { sms: '+966511111111' }] },
    { afterMinutes: 15, subscribers: [{ email: 'omar@shop.test' }, { sms: '+966522222222' }] },
    { afterMinutes: 40, subscribers: [{ email: 'huda@shop.test' }] },
  ],
  endpoints: [{ url: MENU, name: 'Menu', severity: 'critical' }],
};

/** A time of that night in Riyadh. */
const at = (clock: string): string => new Date(`2026-11-24T${clock}:00+03:00`).toISOString();

/*
 * Sara is on call, and asleep until seven. Omar is behind her, Huda behind both.
 * Orders fail at 02:10; Omar acknowledges, forgets it, and resolves it after he was called again.
 * The menu fails at 03:25; Omar silences it until it gets worse, which it does at 04:10; then nobody hears but Huda.
 * Loyalty fails at 02:40; it can wait for the morning.
 */
const NIGHT: readonly Event[] = [
  { at: at('02:10'), posted: ORDERS },
  { at: at('02:15'), posted: ORDERS, times: 3 },
  { at: at('02:30'), actor: 'Omar', does: { kind: 'acknowledge' }, to: ORDERS },
  { at: at('02:35'), actor: 'Omar', does: { kind: 'acknowledge' }, to: ORDERS },
  { at: at('02:40'), posted: LOYALTY },
  { at: at('02:45'), posted: ORDERS, times: 2 },
  { at: at('03:20'), actor: 'Omar', does: { kind: 'resolve' }, to: ORDERS },
  { at: at('03:25'), actor: 'Sara', does: { kind: 'acknowledge' }, to: ORDERS },
  { at: at('03:25'), posted: MENU },
  {
    at: at('03:45'),
    actor: 'Omar',
    does: { kind: 'silence', until: 'worse', reason: 'nobody orders now' },
    to: MENU,
  },
  { at: at('03:50'), posted: MENU, times: 5 },
  { at: at('04:10'), posted: MENU, times: 4 },
  { at: at('05:00'), actor: 'Huda', does: { kind: 'note', text: 'calling Omar' }, to: MENU },
  { at: at('05:05'), actor: 'Omar', does: { kind: 'resolve' }, to: MENU },
  { at: at('07:10'), actor: 'Sara', does: { kind: 'resolve' }, to: LOYALTY },
];

// when | who | by | why | what
const EXPECTED = `
02:10 | Sara | email | opened | Orders
02:10 | Sara | sms | opened | Orders
02:15 | Sara | email | changed | Orders
02:25 | Sara | email | escalated | Orders
02:25 | Sara | sms | escalated | Orders
02:25 | Omar | email | escalated | Orders
02:25 | Omar | sms | escalated | Orders
02:30 | Sara | email | acknowledged | Orders
02:30 | Omar | email | acknowledged | Orders
03:00 | Sara | email | escalated | Orders
03:00 | Sara | sms | escalated | Orders
03:15 | Sara | email | escalated | Orders
03:15 | Sara | sms | escalated | Orders
03:15 | Omar | email | escalated | Orders
03:15 | Omar | sms | escalated | Orders
03:20 | Sara | email | resolved | Orders
03:20 | Sara | sms | resolved | Orders
03:20 | Omar | email | resolved | Orders
03:20 | Omar | sms | resolved | Orders
03:25 | Sara | email | opened | Menu
03:25 | Sara | sms | opened | Menu
03:40 | Sara | email | escalated | Menu
03:40 | Sara | sms | escalated | Menu
03:40 | Omar | email | escalated | Menu
03:40 | Omar | sms | escalated | Menu
03:45 | Sara | email | silenced | Menu
03:45 | Omar | email | silenced | Menu
04:10 | Sara | email | escalated | Menu
04:10 | Sara | sms | escalated | Menu
04:25 | Sara | email | escalated | Menu
04:25 | Sara | sms | escalated | Menu
04:25 | Omar | email | escalated | Menu
04:25 | Omar | sms | escalated | Menu
04:50 | Sara | email | escalated | Menu
04:50 | Sara | sms | escalated | Menu
04:50 | Omar | email | escalated | Menu
04:50 | Omar | sms | escalated | Menu
04:50 | Huda | email | escalated | Menu
05:00 | Sara | email | note | Menu
05:00 | Omar | email | note | Menu
05:00 | Huda | email | note | Menu
05:05 | Sara | email | resolved | Menu
05:05 | Sara | sms | resolved | Menu
05:05 | Omar | email | resolved | Menu
05:05 | Omar | sms | resolved | Menu
05:05 | Huda | email | resolved | Menu
07:00 | Sara | email | opened | Loyalty
07:00 | Sara | sms | opened | Loyalty
07:10 | Sara | email | resolved | Loyalty
07:10 | Sara | sms | resolved | Loyalty
`;

test('a night: three incidents, one person asleep: who was told what and when', async () => {
  const sent = await playNight(TEAM, NIGHT, [at('02:10'), at('07:15')]);
  expect(sent).toEqual(EXPECTED.trim().split('\n'));
});

/*
 * Planned work from 02:00 to 02:30. Two endpoints fail in it and one before it; one works again before its end.
 */
test('maintenance: nobody is told in it, and its end brings what still fails', async () => {
  const team = {
    ...TEAM,
    maintenance: [{ reason: 'new database', from: '2026-11-24T02:00', to: '2026-11-24T02:30' }],
  };
  const night: Event[] = [
    { at: at('01:55'), posted: ORDERS },
    { at: at('01:55'), posted: MENU },
    { at: at('02:05'), posted: ORDERS, times: 3 },
    { at: at('02:05'), posted: LOYALTY },
    { at: at('02:20'), actor: 'Omar', does: { kind: 'resolve' }, to: LOYALTY },
  ];
  expect(await playNight(team, night, [at('01:50'), at('02:35')])).toEqual([
    '01:55 | Sara | email | opened | Orders',
    '01:55 | Sara | sms | opened | Orders',
    '01:55 | Sara | email | opened | Menu',
    '01:55 | Sara | sms | opened | Menu',
    '02:30 | Sara | email | digest | Menu, Orders',
  ]);
});
