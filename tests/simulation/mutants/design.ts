import { change, type Mutant } from './mutant.ts';

const GROUP = 'lib/adapters/dynamodb/commit-group.ts';
const ALERT = 'lib/use-cases/alerting/send-alert.ts';
const PUBLISHER = 'lib/use-cases/alerting/publisher.ts';

/** Safeguards that the design depends on. */
export const DESIGN: readonly Mutant[] = [
  {
    name: 'recorded before sent',
    changes: [
      change(
        PUBLISHER,
        'await mark(await publish(context.topic, message));',
        "await mark('unknown yet'); await publish(context.topic, message);",
      ),
    ],
    by: /^3/,
  },
  {
    name: '{} returned on error by dispatch',
    changes: [
      change(
        'handlers/dispatch.ts',
        'return { batchItemFailures: failures.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };',
        'return { batchItemFailures: failures.slice(0, 0).map(() => ({ itemIdentifier: "" })) };',
      ),
    ],
    by: /dispatch is honest/,
  },
  {
    name: 'the stream filter removed',
    changes: [
      change(
        'serverless.yml',
        `          filterPatterns:
            - eventName: [INSERT]
              dynamodb: { NewImage: { pending: { N: [{ exists: true }] } } }
`,
        '',
      ),
    ],
    by: 'tests/integration/template/template.test.ts',
  },
  {
    name: 'the stream filter and guard removed (of some seeds the filter is gone)',
    changes: [
      change(
        'lib/adapters/lambda/stream-records.ts',
        "if (eventName !== 'INSERT' || !dynamodb.NewImage?.['pending']) return { kind: 'ignored', sequenceNumber };",
        "if (!dynamodb.NewImage) return { kind: 'ignored', sequenceNumber };",
      ),
    ],
    by: /no ringing/,
  },
  {
    name: 'publishing without the lease',
    changes: [
      change(PUBLISHER, 'if (!(await renewLease(context.store, holder, context.now())))', 'if (!holder)'),
      change(
        PUBLISHER,
        'const lease = await takeLease(context.store, holder, context.now());',
        'const lease = (await takeLease(context.store, holder, context.now())) ?? { lastPublishAt: undefined };',
      ),
    ],
    by: /^[56]/,
  },
  {
    name: 'what is due is decided before the lease',
    changes: [change(ALERT, 'await readIncidents(run.store, listed)', 'listed as never')],
    by: /^[35]/,
  },
  {
    name: 'a record of what was not rendered',
    changes: [
      change(
        ALERT,
        'markAll(\n      run,\n      due.map((one) => markOf(run, one, { due, channels, at, messageId })),\n    );',
        `readIncidents(run.store, due.map(({ incident }) => incident)).then((fresh) =>
          markAll(run, due.map((one) => markOf(run, { ...one, incident: fresh.find(({ incidentId }) => incidentId === one.incident.incidentId) ?? one.incident }, { due, channels, at, messageId }))));`,
      ),
    ],
    by: /^3/,
  },
  {
    name: 'a whole-item write where only `lastSent` is recorded',
    changes: [
      change(
        'lib/adapters/dynamodb/commit-sent-alerts.ts',
        'const incidentMark = (table: string, { incident, lastSent, listName }: Mark): TransactWriteItem => ({',
        `const incidentMark = (table: string, { incident, lastSent, listName }: Mark): TransactWriteItem => ({
          Put: {
            TableName: table,
            Item: toItem({ ...incident, lastSent, version: incident.version + 1, ...(listName && { listName }) }),
            ConditionExpression: incident.lastSent ? lastSentUnchanged : neverSent,
            ...(incident.lastSent && { ExpressionAttributeValues: toItem({ ':revision': incident.lastSent.revision }) }),
          },
        });
        export const asItWas = (table: string, { incident, lastSent, listName }: Mark): TransactWriteItem => ({`,
      ),
    ],
    by: /^[23]/,
  },
  {
    name: 'an incident closed before its pending notifications are grouped',
    changes: [
      change(
        'lib/use-cases/incidents/resolve-incident.ts',
        'const left = await groupRecent(run, incident);',
        'const left: string = groupRecent.name.slice(99);',
      ),
    ],
    by: 'tests/integration/group-notifications.test.ts', // of 60 storms one met it
  },
  {
    name: 'cancellation reasons lumped together',
    changes: [
      change(
        GROUP,
        "group.notifications.filter((_, index) => refusals[incident.length + index] === 'condition'),",
        "group.notifications.filter(() => refusals.includes('condition')),",
      ),
    ],
    by: /dispatch is honest|^2/,
  },
  {
    name: 'the put without its condition',
    changes: [
      change(
        'lib/adapters/dynamodb/put-notification.ts',
        "  ConditionExpression: 'attribute_not_exists(id)',\n",
        '',
      ),
    ],
    by: /^[12]/,
  },
  {
    name: 'the sweep reading three of four pending shards',
    changes: [
      change(
        'lib/adapters/dynamodb/list-pending.ts',
        '{ length: PENDING_SHARDS }',
        '{ length: PENDING_SHARDS - 1 }',
      ),
    ],
    by: /^[24]/,
  },
];
