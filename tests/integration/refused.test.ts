import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../lib/adapters/config/oncall-file.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { FALLBACK_SUBJECT } from '../../lib/messages/formats/subject.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { alertingRun } from './alerting-run.ts';
import { pickySns } from './picky-sns.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

const stops: (() => Promise<unknown>)[] = [];
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => world?.stop());

const deliverThrough = async (
  client: SNSClient,
  incidents: Incident[],
  over: Partial<RunContext> = {},
): Promise<void> => {
  const run = alertingRun(world, client, { sleep: world.run.sleep, remainingMs: () => 60_000, ...over });
  await sendDueAlerts(run, crypto.randomUUID(), await withDue(run, incidents));
};
const openedOn = async (count: number): Promise<Incident[]> => {
  const kept = [];
  for (let opened = 0; opened < count; opened++) kept.push(await keep(world, { endpoint: freshEndpoint() }));
  return (await groupNotifications(world.run, kept)).incidents;
};
const sentOf = async (incidents: Incident[]): Promise<string[]> => {
  const ids = new Set(incidents.map(({ incidentId }) => incidentId));
  return (await world.incidents())
    .filter((one) => ids.has(one.incidentId) && one.lastSent?.email)
    .map((one) => one.incidentId)
    .sort();
};

test('a subject that is refused is replaced by a constant one, and the alert is told', async () => {
  const { client, accepted, stop } = await pickySns(({ subject }) => subject !== FALLBACK_SUBJECT);
  stops.push(stop);
  const incidents = await openedOn(1);
  await deliverThrough(client, incidents);
  expect(accepted).toHaveLength(1);
  expect(accepted[0]?.message).toContain(incidents[0]?.incidentId);
  expect(await sentOf(incidents)).toEqual(incidents.map(({ incidentId }) => incidentId));
});

test('one incident that SNS refuses in whatever form holds back none of those that share its digest', async () => {
  const incidents = await openedOn(20);
  const refused = incidents[7]?.incidentId ?? 'none';
  const { client, accepted, stop } = await pickySns(({ message }) => message.includes(refused));
  stops.push(stop);
  await deliverThrough(client, incidents);
  const others = incidents
    .map(({ incidentId }) => incidentId)
    .filter((id) => id !== refused)
    .sort();
  expect(await sentOf(incidents)).toEqual(others);
  const text = accepted.map(({ message }) => message).join('\n');
  expect(others.filter((id) => !text.includes(id))).toEqual([]);
  expect(world.logged.some(({ level, message }) => level === 'error' && message.includes('still due'))).toBe(
    true,
  );
});

test('whoever reads another language gets the original if their mail is refused', async () => {
  const { client, accepted, stop } = await pickySns(({ email }) => /[\u0600-\u06ff]/.test(email ?? ''));
  stops.push(stop);
  const team = OncallConfig.parse({
    people: {
      sara: { email: 'sara@shop.example' },
      omar: { email: 'omar@shop.example', language: 'ar' },
    },
    levels: [{ people: ['sara', 'omar'] }],
  });
  await deliverThrough(client, await openedOn(1), { oncall: oncallAtRuntime(team) });
  expect(accepted).toHaveLength(1);
  expect(accepted[0]?.recipient).toEqual(expect.arrayContaining(['people:@sara', 'people:@omar']));
});
