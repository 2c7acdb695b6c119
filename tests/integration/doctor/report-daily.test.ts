import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readDoctorRecord } from '../../../lib/adapters/dynamodb/doctor-record.ts';
import { type Finding, finding, unchecked } from '../../../lib/domain/doctor/finding.ts';
import { reportDaily } from '../../../lib/use-cases/doctor/report-daily.ts';
import { alertingRun } from '../alerting-run.ts';
import { pickySns } from '../picky-sns.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let isRefusing = false;
beforeAll(async () => {
  sns = await pickySns(() => isRefusing);
  world = await startWorld();
});
beforeEach(async () => {
  await world.store.client.send(
    new DeleteItemCommand({ TableName: world.store.tables.control, Key: { name: { S: 'doctor' } } }),
  );
  isRefusing = false;
  sns.accepted.length = 0;
});
afterAll(async () => {
  await sns?.stop();
  await world?.stop();
});

const of = (check: Finding['check'], subject: string, severity: Finding['severity'] = 'warning'): Finding =>
  finding(check, {
    subject,
    severity,
    what: `${subject} is wrong.`,
    mend: `aws mend ${subject} --region us-east-1`,
  });
const report = async (...findings: Finding[]) => {
  sns.accepted.length = 0;
  const alarms = { client: sns.client, arn: 'arn:aws:sns:us-east-1:000000000000:alarms' };
  const reported = await reportDaily(alertingRun(world, sns.client), alarms, findings, 'run');
  return { ...reported, mails: [...sns.accepted] };
};
/** A message to the alerts topic is for somebody; one to the alarms topic for all. */
const topicOf = ({ recipient }: { recipient: string[] }) => (recipient.length > 0 ? 'alerts' : 'alarms');

test('what is new is mailed once, with its mend; what stays is not mailed again', async () => {
  const [table, schedule] = [of('tables', 'a table'), of('schedules', 'a schedule', 'critical')];
  const first = await report(table);
  expect(first).toMatchObject({ found: 1, news: 1 });
  expect(first.mails.map(topicOf)).toEqual(['alarms']);
  expect(first.mails[0]?.subject).toBe('Doctor: 1 new finding (test)');
  expect(first.mails[0]?.email).toContain('WARNING: a table is wrong.');
  expect(first.mails[0]?.email).toContain('Mend: aws mend a table --region us-east-1');
  expect((await report(table)).mails).toEqual([]);

  const worse = await report(schedule, table);
  expect(worse.mails[0]?.email).toContain('CRITICAL: a schedule is wrong.');
  expect(worse.mails[0]?.email).not.toContain('a table is wrong');
  expect(worse.mails[0]?.email).toContain('1 more finding is known from before.');
  expect((await report()).mails).toEqual([]);
  expect((await report(table)).mails).toHaveLength(1);
});

test('nothing found is nothing mailed, and the run is on record', async () => {
  expect(await report()).toEqual({ found: 0, news: 0, mails: [] });
  expect((await readDoctorRecord(world.store))?.findings).toEqual([]);
});

test('where the alarms reach nobody, the people who get alerts are mailed', async () => {
  const { mails } = await report(of('subscriptions', 'alarms: nobody', 'critical'));
  expect(mails.map(topicOf)).toEqual(['alerts']);
  expect(mails[0]?.recipient).toContain('people:level-1');
});

test('where nobody knows whom the topics reach, both are told', async () => {
  const { mails } = await report(unchecked('subscriptions', 'needs permission sns:ListSubscriptionsByTopic'));
  expect(mails.map(topicOf).toSorted()).toEqual(['alarms', 'alerts']);
});

test('if nobody could be told, the run fails, and it is news again the next day', async () => {
  isRefusing = true;
  await expect(report(of('tables', 'a table'))).rejects.toThrow(/Invalid parameter/);
  expect(await readDoctorRecord(world.store)).toBeUndefined();
  isRefusing = false;
  expect((await report(of('tables', 'a table'))).mails).toHaveLength(1);
});
