import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { putCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import { saveIncident } from '../../../lib/adapters/dynamodb/incidents.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../../lib/domain/incidents/test-alert.ts';
import { transition } from '../../../lib/domain/incidents/transition.ts';
import { MachineAlert } from '../../../lib/messages/formats/machine-json.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../../lib/use-cases/incidents/perform-action.ts';
import { freshEndpoint, keep, opened, resolveBy } from '../world.ts';
import { incidentNow, type Said, type Setting, startSetting } from './setting.ts';

/*
 * Each tool with each kind of alert, against its stand-in: one story from the opening to the end, a digest, and a test.
 */

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

const NAMES = ['kitchen', 'office', 'pager', 'intake'] as const;

/** What each tool was posted for one event. */
const postedFor = async (said: readonly Said[], messageId?: string): Promise<Record<string, string[]>> => {
  const before = new Map(NAMES.map((name) => [name, setting.standIns.named(name).posted.length]));
  await setting.serve(setting.eventOf(said, messageId));
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      setting.standIns
        .named(name)
        .posted.slice(before.get(name))
        .map(({ body }) => body),
    ]),
  );
};

const Slack = z.object({ text: z.string(), blocks: z.array(z.object({ type: z.string() }).loose()) });
const Event = z.object({
  event_action: z.string(),
  dedup_key: z.string(),
  payload: z.object({ severity: z.string(), summary: z.string() }).loose(),
});

const titleOf = (body: string | undefined): string => Slack.parse(JSON.parse(body ?? '{}')).text;
const eventIn = (body: string | undefined) => Event.parse(JSON.parse(body ?? '{}'));
const machineIn = (body: string | undefined) => MachineAlert.parse(JSON.parse(body ?? '{}'));
const cardTitle = (body: string | undefined): string =>
  z
    .object({
      attachments: z.tuple([
        z.object({ content: z.object({ body: z.array(z.object({ text: z.string() })).min(1) }) }),
      ]),
    })
    .parse(JSON.parse(body ?? '{}'))
    .attachments[0].content.body[0]?.text.replaceAll('\\', '') ?? '';

/** One post to each, and what each of them says. */
const expectOne = (
  posted: Record<string, string[]>,
  { incident, word, action, kind }: { incident: Incident; word: string; action: string; kind: string },
): void => {
  expect(Object.values(posted).map((bodies) => bodies.length)).toEqual([1, 1, 1, 1]);
  expect(titleOf(posted['kitchen']?.[0])).toMatch(new RegExp(`^${word} .*\\(${incident.incidentId}\\)$`));
  expect(cardTitle(posted['office']?.[0])).toMatch(new RegExp(`^${word} `));
  expect(eventIn(posted['pager']?.[0])).toMatchObject({
    event_action: action,
    dedup_key: incident.incidentId,
    payload: { severity: 'critical' },
  });
  expect(machineIn(posted['intake']?.[0])).toMatchObject({ kind, dedupKey: incident.incidentId });
};

test('opened, changed, acknowledged, escalated, resolved: each tool is told once of each', async () => {
  const { world } = setting;
  const endpoint = freshEndpoint();
  const incident = await opened(world, endpoint);
  const id = { incident };
  expectOne(await postedFor([{ ...id, kind: 'opened' }], 'opening'), {
    ...id,
    word: 'OPEN',
    action: 'trigger',
    kind: 'opened',
  });

  await groupNotifications(world.run, [await keep(world, { endpoint }), await keep(world, { endpoint })]);
  const grown = await incidentNow(world, incident);
  const changed = await postedFor([{ incident: grown, kind: 'changed', reason: 'the count grew' }]);
  expectOne(changed, { ...id, word: 'STILL FAILING', action: 'trigger', kind: 'changed' });
  expect(changed['kitchen']?.[0]).toContain('3+ ');

  await performAction(world.run, incident.incidentId, { kind: 'acknowledge' }, 'Sara');
  const taken = await incidentNow(world, incident);
  const acknowledged = await postedFor([{ incident: taken, kind: 'acknowledged' }]);
  expectOne(acknowledged, { ...id, word: 'ACKNOWLEDGED', action: 'acknowledge', kind: 'acknowledged' });
  expect(acknowledged['kitchen']?.[0]).toContain('Sara acknowledged');

  const after = transition(taken, { kind: 'clock' }, new Date(Date.parse(taken.acknowledgedUntil ?? '') + 1));
  await saveIncident(world.store, taken, after);
  const open = await incidentNow(world, incident);
  const escalated = await postedFor([{ incident: open, kind: 'escalated', level: 2 }]);
  expectOne(escalated, { ...id, word: 'ACKNOWLEDGEMENT ENDED', action: 'trigger', kind: 'escalated' });

  const over = await resolveBy(world.run, incident, 'Sara');
  const resolved = await postedFor([{ incident: over, kind: 'resolved' }], 'end');
  expectOne(resolved, { ...id, word: 'RESOLVED', action: 'resolve', kind: 'resolved' });
  expect(resolved['kitchen']?.[0]).toContain('Sara closed this incident');
  expect(resolved['kitchen']?.[0]).toContain('Fetch again');

  // What SNS repeats, and what comes late, says nothing new.
  const nothing = { kitchen: [], office: [], pager: [], intake: [] };
  expect(await postedFor([{ incident: over, kind: 'resolved' }], 'end')).toEqual(nothing);
  expect(await postedFor([{ ...id, kind: 'opened' }], 'opening')).toEqual(nothing);
  expect(await postedFor([{ incident: open, kind: 'escalated', level: 3 }], 'late')).toEqual(nothing);
  expect(setting.standIns.services.get('pager')?.histories.get(incident.incidentId)).toEqual([
    'triggered',
    'acknowledged',
    'resolved',
  ]);
  expect(setting.refusals()).toEqual([]);
});

test('a digest is one post to each, and an event for each incident to PagerDuty', async () => {
  const { world } = setting;
  const incidents = await Promise.all(Array.from({ length: 12 }, () => opened(world)));
  const posted = await postedFor(incidents.map((incident) => ({ incident, kind: 'opened' })));
  expect(Object.entries(posted).map(([name, bodies]) => [name, bodies.length])).toEqual([
    ['kitchen', 1],
    ['office', 1],
    ['pager', 12],
    ['intake', 1],
  ]);
  const ids = incidents.map(({ incidentId }) => incidentId);
  expect(posted['pager']?.map((body) => eventIn(body).dedup_key).toSorted()).toEqual(ids.toSorted());
  for (const id of ids) {
    expect(posted['kitchen']?.[0]).toContain(id);
    expect(posted['intake']?.[0]).toContain(id);
    expect(posted['office']?.[0]?.replaceAll('\\', '')).toContain(id);
  }
  expect(titleOf(posted['kitchen']?.[0])).toMatch(/^OPEN 12 webhooks/);
  expect(setting.refusals()).toEqual([]);
});

test('a test alert says that it is one, and leaves nothing open in PagerDuty', async () => {
  const { world } = setting;
  const { incidents } = await groupNotifications(world.run, [
    await keep(world, { endpoint: TEST_ALERT_ENDPOINT, source: TEST_ALERT_SOURCE, code: 0 }),
  ]);
  const [incident] = incidents;
  if (!incident) throw new Error('no test alert was opened');
  const posted = await postedFor([{ incident, kind: 'test' }], 'test');
  expect(titleOf(posted['kitchen']?.[0])).toMatch(/^TEST: .* nothing is broken$/);
  expect(cardTitle(posted['office']?.[0])).toMatch(/^TEST: /);
  expect(posted['pager']?.map((body) => eventIn(body).event_action)).toEqual(['trigger', 'resolve']);
  expect(eventIn(posted['pager']?.[0]).payload).toMatchObject({
    severity: 'info',
    summary: expect.stringMatching(/^TEST: /),
  });
  expect(machineIn(posted['intake']?.[0])).toMatchObject({ kind: 'test', isTest: true });
  expect(await postedFor([{ incident, kind: 'test' }], 'test')).toEqual({
    kitchen: [],
    office: [],
    pager: [],
    intake: [],
  });
  expect(setting.refusals()).toEqual([]);
});

test('a note on what is muted, and about which nobody was called, opens it in no tool; its end reaches programs', async () => {
  // One clock for the act and the post: by another a silence may not have begun when the post is decided.
  const { world, run } = setting;
  const { incidentId } = await opened(world);
  await performAction(run, incidentId, { kind: 'silence', until: '4h', reason: 'planned' }, 'Sara');
  const { incident } = await performAction(run, incidentId, { kind: 'note', text: 'planned' }, 'Sara');
  if (!incident) throw new Error('there is no such incident');
  const nothing = { kitchen: [], office: [], pager: [], intake: [] };
  expect(await postedFor([{ incident, kind: 'note' }])).toEqual(nothing);
  const over = await resolveBy(world.run, incident, 'Sara');
  const posted = await postedFor([{ incident: over, kind: 'resolved' }]);
  expect(machineIn(posted['intake']?.[0])).toMatchObject({ kind: 'resolved', dedupKey: incidentId });
  expect(posted['pager']?.map((body) => eventIn(body).event_action)).toEqual(['resolve']);
});

test('a webhook is told who is on duty, as a queue is; whoever stands in is', async () => {
  const { world, run } = setting;
  const now = setting.clock.ms;
  const cover = {
    id: 'c',
    covered: { person: 'sara' },
    by: 'omar',
    from: new Date(now - 60_000).toISOString(),
    to: new Date(now + 3_600_000).toISOString(),
    reason: 'a wedding',
    createdBy: 'Sara',
    createdAt: new Date(now).toISOString(),
  };
  expect(await putCovers(world.store, [cover], 0)).toBe(true);
  const person = (name: string) => ({ name, hasEmail: true, hasSms: false });
  const oncall = {
    ...run.oncall,
    people: { sara: person('Sara'), omar: person('Omar') },
    duties: [{ people: ['sara'] }],
  };
  const incident = await opened(world);
  const intake = setting.standIns.integrations.filter(({ name }) => name === 'intake');
  await setting.serve(setting.eventOf([{ incident, kind: 'opened' }]), intake, { oncall });
  expect(machineIn(setting.standIns.named('intake').posted.at(-1)?.body)).toMatchObject({
    dedupKey: incident.incidentId,
    onDuty: [{ level: 1, person: 'omar', name: 'Omar', instead: 'sara' }],
  });
});
