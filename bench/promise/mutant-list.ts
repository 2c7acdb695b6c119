import type { Change } from './build.ts';

/** One way to break the product, in its built code. `checks`: a part of the names of those that may catch it. */
export type Mutant = { name: string; changes: readonly [Change, ...Change[]]; checks: RegExp };

const change = (file: string, find: string, replace: string): Change => ({ file, find, replace });

const FOLD = 'lib/adapters/store/commit-fold.ts';
const INCIDENTS = 'lib/adapters/store/incidents.ts';
const TELL = 'lib/flow/tell.ts';
const PUBLISHER = 'lib/flow/publisher.ts';

/** Those of issue 4, by its words. Each must break a promise within a bounded number of seeds. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'fold: without "the notification is still pending"',
    changes: [change(FOLD, '    ConditionExpression: stillPending,\n', '')],
    checks: /^2/,
  },
  {
    name: "fold: without the incident's version",
    changes: [
      change(INCIDENTS, "const unchanged = 'version = :before';", "const unchanged = ':before = :before';"),
    ],
    checks: /^[23]/,
  },
  {
    name: 'fold: without "the new incident does not exist"',
    changes: [change(INCIDENTS, "        ConditionExpression: 'attribute_not_exists(endpointKey)',\n", '')],
    checks: /^[23]/,
  },
  {
    name: 'marked before sent',
    changes: [
      change(
        PUBLISHER,
        'await mark(await publish(work.topic, message));',
        "await mark('unknown yet'); await publish(work.topic, message);",
      ),
    ],
    checks: /^3/,
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
    checks: /dispatch is honest/,
  },
  {
    name: 'the guard removed, where the filter is missing too',
    changes: [
      change(
        'lib/adapters/stream.ts',
        "if (eventName !== 'INSERT' || !dynamodb.NewImage?.['pending']) return { kind: 'ignored', sequenceNumber };",
        "if (!dynamodb.NewImage) return { kind: 'ignored', sequenceNumber };",
      ),
    ],
    checks: /no ringing/,
  },
  {
    name: 'publishing without the lease',
    changes: [
      change(PUBLISHER, 'if (!(await renewLease(work.store, holder, work.now())))', 'if (!holder)'),
      change(
        PUBLISHER,
        'const lease = await takeLease(work.store, holder, work.now());',
        'const lease = (await takeLease(work.store, holder, work.now())) ?? { lastPublishAt: undefined };',
      ),
    ],
    checks: /^[56]/,
  },
  {
    name: 'owed decided before the lease',
    changes: [change(TELL, '(await readIncidents(work.store, listed)).map(', 'listed.map(')],
    checks: /^[35]/,
  },
  {
    name: 'a mark that records what was not rendered',
    changes: [
      change(
        TELL,
        'const mark = (messageId: string): Promise<void> =>\n    markAll(\n      work,\n      due.map((one) => markOf(work, one, { due, channels, at, messageId })),\n    );',
        `const mark = async (messageId: string): Promise<void> => {
          const fresh = await readIncidents(work.store, due.map(({ incident }) => incident));
          return markAll(work, due.map((one) => markOf(work, { ...one, incident: fresh.find(({ incidentId }) => incidentId === one.incident.incidentId) ?? one.incident }, { due, channels, at, messageId })));
        };`,
      ),
    ],
    checks: /^3/,
  },
  {
    name: "a whole-item write where only `told` is the mark's",
    changes: [
      change(
        'lib/adapters/store/mark.ts',
        'const incidentMark = (table: string, { incident, told, shelf }: Mark): TransactWriteItem => ({',
        `const incidentMark = (table: string, { incident, told, shelf }: Mark): TransactWriteItem => ({
          Put: {
            TableName: table,
            Item: toItem({ ...incident, told, version: incident.version + 1, ...(shelf && { shelf }) }),
            ConditionExpression: incident.told ? toldUnchanged : neverTold,
            ...(incident.told && { ExpressionAttributeValues: toItem({ ':times': incident.told.times }) }),
          },
        });
        export const asItWas = (table: string, { incident, told, shelf }: Mark): TransactWriteItem => ({`,
      ),
    ],
    checks: /^[23]/,
  },
  {
    name: 'an incident closed before its pending notifications are folded',
    changes: [
      change(
        'lib/flow/close.ts',
        'const { failed } = await fold(work, await pendingOf(work.store, incident.endpointKey, since));',
        'const failed = [fold, pendingOf, since].slice(3);',
      ),
    ],
    checks: /left behind by a closing/,
  },
  {
    name: 'cancellation reasons lumped together',
    changes: [
      change(
        FOLD,
        "fold.notifications.filter((_, index) => refusals[incident.length + index] === 'condition'),",
        "fold.notifications.filter(() => refusals.includes('condition')),",
      ),
    ],
    checks: /dispatch is honest|^2/,
  },
  {
    name: 'the put without its condition',
    changes: [
      change(
        'lib/adapters/store/put-notification.ts',
        "        ConditionExpression: 'attribute_not_exists(id)',\n",
        '',
      ),
    ],
    checks: /^[12]/,
  },
  {
    name: 'the sweep reading three of four pending shards',
    changes: [
      change('lib/adapters/store/pending.ts', '{ length: PENDING_SHARDS }', '{ length: PENDING_SHARDS - 1 }'),
    ],
    checks: /^[24]/,
  },
];

/**
 * Conditions that change nothing the product can do, since each is said by another one too. They stay as a second
 * lock on the same door, and tests/promise/next-number.test.ts holds the store to them.
 */
export const EQUIVALENT: readonly { name: string; because: string }[] = [
  {
    name: 'fold: without "the previous incident is unchanged"',
    because:
      'the previous one was read as resolved, which is final (step), and "the new incident does not exist" keeps numbers apart',
  },
  {
    name: 'fold: without "the previous incident is resolved"',
    because: 'it was read as resolved, and "unchanged" says that it still is what was read',
  },
];
