import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { ulid } from 'ulid';
import * as z from 'zod';
import { monitorWrite } from '../../../lib/adapters/dynamodb/monitors.ts';
import { chunksOf, type Store, toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { webhookToken } from '../../../lib/domain/security/webhook-token.ts';
import { TABLE_PREFIX } from '../../../local/lambda/environment.ts';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { temporaryFolder } from '../../temporary.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { documented, post } from '../flavours.ts';
import { openIncident, putIncidents, sentAt } from '../open-incidents.ts';
import { oncallFileOf, storeOf } from '../stack.ts';
import { FAULTS, type Reported } from './fault-rows.ts';
import { faultyEngine } from './faulty-engine.ts';
import { STACK, templateAlarms } from './template-alarms.ts';

/*
 * The real functions on the real engine: a fault is made, and what they then write in CloudWatch's embedded format is the
 * figure by which fault-rows.ts fires the alarm.
 */
const Line = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string() })]),
      }),
    ]),
  }),
});
const Fields = z.record(z.string(), z.unknown());
const MINUTE_MS = 60_000;

let engine: Awaited<ReturnType<typeof faultyEngine>>;
let stack: Stack;
let store: Store;
const written: string[] = [];
let flooded: string[] = [];

beforeAll(async () => {
  Object.assign(process.env, {
    METRICS: 'on',
    LOG_LEVEL: 'SILENT',
    SUBSCRIBERS: '99',
    ALARM_CONTACTS: '99',
    ALARMS_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:alarms',
  });
  const real = process.stdout.write.bind(process.stdout);
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk, encoding, done) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{"_aws"')) return real(chunk, encoding, done);
    written.push(chunk);
    return true;
  });
  engine = await faultyEngine();
  stack = await startStack({
    port: 0,
    dataDir: temporaryFolder('alarms'),
    dynamodbEndpoint: engine.endpoint,
    stream: false,
    sweepS: 3600,
    oncallFile: oncallFileOf(`levels:
  - subscribers: [{ email: sara@shop.example }]
sources: { old: { version: 2 } }
integrations:
  - { name: intake, webhook: "\${env:INTAKE_URL}", secret: "\${env:INTAKE_SECRET}" }
alarms: [{ email: ops@shop.example }]
`),
    environment: {
      INTAKE_URL: 'http://127.0.0.1:9/nobody-listens',
      INTAKE_SECRET: `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`,
    },
    integrateWith: 'real',
    heartbeat: JSON.stringify({ url: 'http://127.0.0.1:9/nobody-listens', everyMinutes: 1, method: 'GET' }),
    // Our own name server is dead: whatever fails may be our side's fault.
    probes: { allowed: ['127.0.0.1'], dns: '127.0.0.1:9' },
    log: () => undefined,
  });
  store = storeOf(stack);
});
afterEach(() => {
  engine.refuse(() => false);
  stack.sns.faults.set({ mode: 'none' });
});
afterAll(async () => {
  await stack?.stop();
  await engine?.stop();
  jest.restoreAllMocks();
  for (const name of ['METRICS', 'SUBSCRIBERS', 'ALARM_CONTACTS', 'ALARMS_TOPIC_ARN'])
    delete process.env[name];
});

/** What was written since the last call, as CloudWatch reads it. */
const figures = (): Reported[] =>
  written.splice(0).map((line) => {
    const fields = Fields.parse(JSON.parse(line));
    const [{ Namespace, Dimensions, Metrics }] = Line.parse(fields)._aws.CloudWatchMetrics;
    const [{ Name }] = Metrics;
    return {
      namespace: Namespace,
      name: Name,
      dimensions: Object.fromEntries(Dimensions[0].map((key) => [key, String(fields[key])])),
      value: z.number().parse(fields[Name]),
    };
  });

/** Keeps a notification as `receive` would have, so long ago. */
const keepFrom = async (minutesAgo: number, path: string): Promise<void> => {
  const at = Date.now() - minutesAgo * MINUTE_MS;
  const endpoint = documented(path).endpoint;
  await store.client.send(
    new PutItemCommand({
      TableName: store.tables.notifications,
      Item: toItem({
        endpointKey: endpointKey(endpoint),
        id: ulid(at),
        source: 'main',
        receivedAt: new Date(at).toISOString(),
        pending: 0,
        endpoint,
        code: 503,
      }),
    }),
  );
};
const monitor = async (endpoints: readonly string[], source = 'main'): Promise<void> => {
  for (const chunk of chunksOf(endpoints, 100))
    await store.client.send(
      new TransactWriteItemsCommand({
        TransactItems: chunk.map((endpoint) =>
          monitorWrite(
            store,
            { endpointKey: endpointKey(endpoint), endpoint, source, lane: 'fresh' },
            new Date(),
          ),
        ),
      }),
    );
};
const numbered = (count: number, url: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => url(index));
/** A sweep at a full hour: subscribers are counted each quarter of an hour. */
const sweepAtHour = async (): Promise<void> => {
  const minutes = jest.spyOn(Date.prototype, 'getUTCMinutes').mockReturnValue(0);
  await stack.sweep();
  minutes.mockRestore();
};

/** What the last self-tests left behind. */
const putSelfTest = (record: { ranAt: Date; passedAt: Date; tries: number }) => {
  const [ranAt, passedAt] = [record.ranAt.toISOString(), record.passedAt.toISOString()];
  const failure = { stage: 'post', reason: 'HTTP 503', since: ranAt, tries: record.tries };
  const item = { name: 'self-test', ranAt, passedAt, failure };
  return store.client.send(new PutItemCommand({ TableName: store.tables.control, Item: toItem(item) }));
};

/** By alarm: the fault of its row, made. */
const MAKE: Record<string, () => Promise<unknown>> = {
  RevokedTokenAlarm: () =>
    post(`${stack.url}/hooks/old/${webhookToken(stack.secret, 'old', 1)}`, documented()),
  ConsoleFailedAlarm: async () => {
    const cookie = await signedInCookie(stack);
    engine.refuse(({ action }) => action === 'Query');
    const page = await fetch(`${stack.url}/console`, { headers: { cookie } });
    expect(page.status).toBe(500);
  },
  NotGroupedAlarm: async () => {
    await keepFrom(10, '/hooks/waits');
    engine.refuse(({ action }) => action === 'TransactWriteItems');
    await stack.sweep();
  },
  AlertsOverdueAlarm: async () => {
    await keepFrom(10, '/hooks/overdue');
    stack.sns.faults.set({ mode: 'fail' });
    await stack.sweep();
  },
  SweepGroupingFailedAlarm: async () => {
    engine.refuse(({ action, body }) => action === 'Query' && body.includes('"IndexName":"pending"'));
    await stack.sweep();
  },
  SweepAlertingFailedAlarm: async () => {
    engine.refuse(({ action, body }) => action === 'Query' && body.includes('"IndexName":"listName"'));
    await stack.sweep();
  },
  SilencesUnreadableAlarm: async () => {
    await keepFrom(1, '/hooks/silenced');
    await stack.sweep();
    engine.refuse(({ action, body }) => action === 'BatchGetItem' && body.includes('-endpoints"'));
    await stack.sweep();
  },
  SweepClosingFailedAlarm: async () => {
    const quietSince = new Date(Date.now() - 12 * 60 * MINUTE_MS);
    const lastSent = sentAt(new Date(Date.now() - 30 * MINUTE_MS));
    await putIncidents(store, [openIncident('https://quiet.shop.example/hooks', quietSince, { lastSent })]);
    // Before it is closed, what has come meanwhile is read.
    engine.refuse(
      ({ action, body }) =>
        (action === 'BatchGetItem' || action === 'Query') && body.includes('-notifications"'),
    );
    await stack.sweep();
  },
  SweepArchivingFailedAlarm: async () => {
    const at = new Date(Date.now() - 30 * MINUTE_MS);
    const { email } = sentAt(at);
    // It is over, people know, and it stands on the list of open ones still.
    const over = openIncident('https://over.shop.example/hooks', at, {
      state: 'resolved',
      resolvedAt: at.toISOString(),
      resolution: 'quiet',
      lastSent: { revision: 1, ...(email && { email: { ...email, kind: 'resolved', state: 'resolved' } }) },
    });
    await putIncidents(store, [over]);
    engine.refuse(({ action, body }) => action === 'UpdateItem' && body.includes('-incidents"'));
    await stack.sweep();
  },
  InvalidIncidentItemAlarm: async () => {
    const item = {
      endpointKey: 'odd',
      number: 1,
      listName: 'open',
      openedAt: new Date().toISOString(),
      state: 'new',
    };
    await store.client.send(new PutItemCommand({ TableName: store.tables.incidents, Item: toItem(item) }));
    await stack.sweep();
  },
  UnconfirmedSubscriberAlarm: sweepAtHour,
  AlarmContactMissingAlarm: sweepAtHour,
  ProbeCrashedAlarm: async () => {
    const item = {
      endpointKey: 'odd',
      item: 'state',
      monitored: 'on',
      lane: 'fresh',
      nextProbeAt: '2026-01-01T00:00:00.000Z',
      endpoint: 7,
    };
    await store.client.send(new PutItemCommand({ TableName: store.tables.endpoints, Item: toItem(item) }));
    await stack.check();
  },
  ProbesInconclusiveAlarm: async () => {
    await monitor(numbered(4, (index) => `http://n${index}.shop.example/hooks`));
    await stack.check();
  },
  // One check of all these serves both: one is beyond the limit of its source, and one beyond those of a minute.
  ProbesDelayedAlarm: async () => {
    await monitor(numbered(1_001, (index) => `http://127.0.0.1:9/flood/${index}`));
    await monitor(['http://127.0.0.1:9/other'], 'other');
    await stack.check();
    flooded = [...written];
  },
  MonitorsBeyondLimitAlarm: async () => {
    written.push(...flooded);
  },
  SelftestFailedAlarm: async () => {
    const ranAt = new Date(Date.now() - 10 * MINUTE_MS);
    await putSelfTest({ ranAt, passedAt: ranAt, tries: 2 });
    engine.refuse(({ action, body }) => action === 'PutItem' && body.includes('-notifications"'));
    await stack.selfTest();
  },
  SelftestMissingAlarm: async () => {
    const now = new Date();
    // It has just failed, so it is not tried again yet.
    await putSelfTest({ ranAt: now, passedAt: new Date(now.getTime() - 27 * 60 * MINUTE_MS), tries: 3 });
    await stack.selfTest();
  },
  HeartbeatMissingAlarm: () => stack.sweep(),
  IntegrationsFailingAlarm: async () => {
    await post(stack.webhookUrl, documented('/hooks/tool'));
    await keepFrom(2, '/hooks/tool');
    await stack.sweep();
    await stack.integrated();
    await stack.integrate();
  },
};

const rows = Object.entries(FAULTS).flatMap(([name, faults]) =>
  faults.flatMap(({ by, reports: [reported], fault }) =>
    by === 'ours' && reported?.namespace === 'FlavoursErrorWebhook' ? [{ name, fault, reported }] : [],
  ),
);

test('each figure of ours has its fault here', () => {
  expect(Object.keys(MAKE).toSorted()).toEqual([...new Set(rows.map(({ name }) => name))].toSorted());
});

test.each(rows)('$name: $fault', async ({ name, reported }) => {
  figures();
  await MAKE[name]?.();
  const found = figures().filter((one) => one.name === reported.name);
  const inOurStage = { ...reported.dimensions, service: TABLE_PREFIX };
  expect(reported.dimensions).toEqual({ service: STACK });
  expect(found).toContainEqual(
    expect.objectContaining({ namespace: reported.namespace, dimensions: inOurStage }),
  );
  const threshold = templateAlarms().get(name)?.Threshold ?? Number.NaN;
  expect(Math.max(...found.map(({ value }) => value))).toBeGreaterThanOrEqual(threshold);
});

test('WebhookFailuresAlarm: DynamoDB takes no notification, and the line of the access log is counted', async () => {
  engine.refuse(({ action }) => action === 'PutItem');
  const answer = await post(stack.webhookUrl, documented());
  expect(answer.status).toBe(503);
  const { WebhookFailuresFilter } = z
    .object({ WebhookFailuresFilter: z.object({ Properties: z.object({ FilterPattern: z.string() }) }) })
    .parse(
      (await import('yaml')).parse(await readText('deploy/alarms.yml'), { logLevel: 'silent', merge: true }),
    );
  const pattern = WebhookFailuresFilter.Properties.FilterPattern;
  const conditions = [...pattern.matchAll(/\(\$\.(\w+) = "([^"]+)"\)/g)];
  const line: Record<string, string> = {
    route: 'POST /hooks/{source}/{token}',
    status: String(answer.status),
  };
  const isCounted = (of: Record<string, string>) =>
    conditions.every(([, field = '', value = '']) =>
      new RegExp(`^${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')}$`).test(
        of[field] ?? '',
      ),
    );
  expect(conditions).toHaveLength(2);
  expect(isCounted(line)).toBe(true);
  expect(isCounted({ ...line, status: '200' })).toBe(false);
  expect(isCounted({ ...line, route: 'ANY /console' })).toBe(false);
});

const readText = async (path: string): Promise<string> =>
  (await import('node:fs/promises')).readFile(path, 'utf8');
