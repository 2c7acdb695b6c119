import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { captureOutput } from '../../robustness/output.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { documented, post, until } from '../flavours.ts';

const output = captureOutput();
let stack: Stack;
beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'INFO';
  process.env['METRICS'] = 'off';
  stack = await startStack({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), 'follow-')),
    dynamodbEndpoint: process.env['DYNAMODB_ENDPOINT'],
    stream: true,
    sweepS: 3600,
    oncallFile: join(__dirname, '../../../oncall.yml'),
    environment: {},
    log: () => undefined,
  });
});
afterAll(async () => {
  output.stop();
  await stack?.stop();
});

const Line = z.looseObject({ message: z.string() });
/** The lines of the log that hold a text, as `filter @message like …` of Logs Insights finds them. */
const linesWith = (text: string) =>
  output.written.filter((line) => line.includes(text)).map((line) => Line.parse(JSON.parse(line)));
const Stored = z.object({ requestId: z.uuid(), source: z.literal('main') });
const Grouped = z.object({ incidentId: z.string(), notificationIds: z.array(z.string()) });
const Sent = z.object({
  messageId: z.uuid(),
  incidentIds: z.array(z.string()),
  channels: z.array(z.string()),
});

test("one notification is followed from the hook's answer to the id that SNS gave its alert", async () => {
  const [one, other] = await Promise.all(
    ['/hooks/one', '/hooks/other'].map(async (path) => {
      const answer = await post(stack.webhookUrl, documented(path));
      return z.object({ id: z.ulid() }).parse(await answer.json()).id;
    }),
  );
  await until(
    'both alerts',
    () => output.written.filter((line) => line.includes('"alert sent"')).length >= 2,
  );

  const [stored, grouped, ...more] = linesWith(one ?? '');
  expect(more).toEqual([]);
  expect(stored).toMatchObject({ message: 'notification stored', notificationId: one });
  expect(Stored.parse(stored).requestId).toBeTruthy();
  expect(grouped).toMatchObject({ message: 'notifications grouped', notificationIds: [one] });
  const { incidentId, notificationIds } = Grouped.parse(grouped);
  expect(notificationIds).not.toContain(other);

  const sent = linesWith(incidentId).find(({ message }) => message === 'alert sent');
  const { messageId, incidentIds, channels } = Sent.parse(sent);
  expect([incidentIds, channels]).toEqual([[incidentId], ['email', 'sms']]);
  const published = stack.sns.publishes.find((publish) => publish.messageId === messageId);
  expect(JSON.stringify(published?.request)).toContain('/hooks/one');

  // The console shows the same id beside the alert, and so does the API.
  const headers = { cookie: await signedInCookie(stack) };
  const page = await (await fetch(`${stack.url}/console/incidents/${incidentId}`, { headers })).text();
  expect(page).toContain(`<code>${messageId}</code>`);
});
