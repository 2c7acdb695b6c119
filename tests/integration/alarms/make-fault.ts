import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, jest } from '@jest/globals';
import { ulid } from 'ulid';
import { monitorWrite } from '../../../lib/adapters/dynamodb/monitors.ts';
import { chunksOf, toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { webhookToken } from '../../../lib/domain/security/webhook-token.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { documented, post } from '../flavours.ts';
import { openIncident, putIncidents, sentAt } from '../open-incidents.ts';
import type { FaultyStack } from './faulty-stack.ts';

const MINUTE_MS = 60_000;

/** By alarm: what makes the fault of its row. `written` is what our functions have written for CloudWatch. */
export const makersOf = (
  { engine, stack, store }: FaultyStack,
  written: string[],
): Record<string, () => Promise<unknown>> => {
  let flooded: string[] = [];

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

  return {
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
};
