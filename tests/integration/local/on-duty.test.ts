import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { publish } from '../../../lib/adapters/sns/publish.ts';
import { dueAlerts } from '../../../lib/domain/alerting/due-alerts.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import { subscriptionsOf } from '../../../lib/domain/oncall/subscriptions.ts';
import { renderAlert } from '../../../lib/messages/render.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { snsServer } from '../../../local/sns/server.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { contextAt, incident } from '../../unit/messages/fixtures.ts';
import { snsClientOf } from '../client.ts';
import { temporaryDir } from './temporary.ts';

const ARN = 'arn:aws:sns:us-east-1:000000000000:alerts';
const NAMES = ['ali', 'badr', 'huda', 'omar', 'sara'];
const DAY_MS = 86_400_000;
const FROM = Date.parse('2026-11-29T06:00:00.000Z'); // 09:00 in Riyadh

let topic: RequestListener = (_, response) => response.writeHead(503).end();
let server: Listening;
let client: SNSClient;
beforeAll(async () => {
  server = await listen((request, response) => topic(request, response), 0);
  client = snsClientOf(server.url);
});
afterAll(async () => {
  client?.destroy();
  await server?.close();
});

const subsetOf = (least: number) =>
  fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: least, maxLength: 4 });
const teams = fc.record({
  smsOf: subsetOf(0),
  arabicOf: subsetOf(0),
  takeTurns: subsetOf(1),
  always: subsetOf(1),
  days: fc.integer({ min: -20, max: 40 }),
  covered: fc.option(fc.record({ person: fc.constantFrom(...NAMES), by: fc.constantFrom(...NAMES) }), {
    nil: undefined,
  }),
  isEscalated: fc.boolean(),
});

type Drawn = typeof teams extends fc.Arbitrary<infer Value> ? Value : never;

/** Who should hear, worked out by plain counting of days. */
const expectedOf = ({ takeTurns, always, days, covered, isEscalated, smsOf }: Drawn): string[] => {
  const size = takeTurns.length;
  const turn = takeTurns[((days % size) + size) % size] ?? '';
  const standIn = (name: string): string => (covered?.person === name ? covered.by : name);
  const people = new Set([standIn(turn), ...(isEscalated ? always.map(standIn) : [])]);
  return [...people]
    .flatMap((name) => [
      `${name}@shop.test`,
      ...(smsOf.includes(name) ? [`+96650000000${NAMES.indexOf(name)}`] : []),
    ])
    .concat(isEscalated ? ['manager@shop.test'] : [])
    .toSorted();
};

test('the strict SNS delivers an alert to those on duty at its levels, once each, and to nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(teams, async (team) => {
      const oncall = OncallConfig.parse({
        timeZone: 'Asia/Riyadh',
        people: Object.fromEntries(
          NAMES.map((name, index) => [
            name,
            {
              email: `${name}@shop.test`,
              ...(team.smsOf.includes(name) && { sms: `+96650000000${index}` }),
              ...(team.arabicOf.includes(name) && { language: 'ar' }),
            },
          ]),
        ),
        levels: [
          { rotation: { people: team.takeTurns, every: 'day', at: '09:00', from: '2026-11-29' } },
          { afterMinutes: 15, people: team.always, subscribers: [{ email: 'manager@shop.test' }] },
        ],
      });
      const now = FROM + team.days * DAY_MS + 3_600_000;
      const cover: Cover[] = team.covered
        ? [
            {
              id: 'c',
              covered: { person: team.covered.person },
              by: team.covered.by,
              from: new Date(now - 1000).toISOString(),
              to: new Date(now + 1000).toISOString(),
              reason: '',
              createdBy: 'x',
              createdAt: new Date(now - 1000).toISOString(),
            },
          ]
        : [];
      const runtime = { ...oncallAtRuntime(oncall), covers: cover };
      const opened = new Date(now - (team.isEscalated ? 16 : 0) * 60_000).toISOString();
      const lastSent = {
        at: opened,
        kind: 'opened' as const,
        state: 'open' as const,
        count: 1,
        cause: 'unavailable',
        growthIntervalMinutes: 5,
      };
      const one = incident({
        openedAt: opened,
        lastAt: opened,
        ...(team.isEscalated && { lastSent: { revision: 1, email: lastSent, sms: lastSent } }),
      });
      const due = dueAlerts(one, undefined, runtime, new Date(now)).email;
      if (!due) throw new Error('nothing is due');
      expect(due.level).toBe(team.isEscalated ? 2 : 1);
      const message = renderAlert({ incident: one, ...due }, ['email', 'sms'], {
        ...contextAt(0),
        oncall: runtime,
        now,
      });

      const inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
      topic = snsServer(new Topic(ARN, subscriptionsOf(oncall), inbox), new Faults(), () => undefined);
      for (const each of [message, ...(message.translations ?? [])])
        await publish({ client, arn: ARN }, each);
      expect(
        inbox
          .newest()
          .map(({ to }) => to)
          .toSorted(),
      ).toEqual(expectedOf(team));
      for (const { protocol, to, body } of inbox.newest()) {
        const isArabic = team.arabicOf.some((name) => to === `${name}@shop.test`);
        if (protocol === 'email') expect(/[\u0600-\u06ff]/.test(body)).toBe(isArabic);
      }
    }),
    { numRuns: 60 },
  );
});
