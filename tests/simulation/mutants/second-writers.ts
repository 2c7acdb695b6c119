import { change, type Mutant } from './mutant.ts';

const INCIDENTS = 'lib/adapters/dynamodb/incidents.ts';
/** Two writers, step by step: a storm has these moments too seldom. */
const SECOND_WRITER = 'tests/integration/concurrency/second-writer.test.ts';
const PUBLISHER = 'lib/use-cases/alerting/publisher.ts';

/** Conditions that matter if two write at once, or if a write arrives late. */
export const SECOND_WRITERS: readonly Mutant[] = [
  {
    name: "a closing without the incident's version",
    changes: [
      change(
        INCIDENTS,
        'succeeded(store, new UpdateItemCommand(incidentUpdate(store.tables.incidents, before, after)));',
        "succeeded(store, new UpdateItemCommand({ ...incidentUpdate(store.tables.incidents, before, after), ConditionExpression: ':before = :before' }));",
      ),
    ],
    by: SECOND_WRITER,
  },
  {
    name: "off the open list without the incident's version",
    changes: [
      change(
        INCIDENTS,
        '      ConditionExpression: unchanged,\n',
        "      ConditionExpression: ':before = :before',\n",
      ),
    ],
    by: SECOND_WRITER,
  },
  {
    name: 'a record without "nothing else was sent since"',
    changes: [
      change(
        'lib/adapters/dynamodb/commit-sent-alerts.ts',
        'incident.lastSent ? lastSentUnchanged : neverSent}',
        "incident.lastSent ? ':revision = :revision' : 'attribute_exists(endpointKey)'}",
      ),
    ],
    by: SECOND_WRITER,
  },
  {
    name: 'the lease taken whoever holds it',
    changes: [
      change(
        'lib/adapters/dynamodb/publisher-lease.ts',
        "'attribute_not_exists(holder) OR holder = :holder OR #until < :now'",
        "':now = :now'",
      ),
    ],
    by: SECOND_WRITER,
  },
  {
    name: 'the lease renewed by a run that lost it',
    changes: [
      change(
        'lib/adapters/dynamodb/publisher-lease.ts',
        "'holder = :holder AND #until >= :now'",
        "':now = :now'",
      ),
    ],
    by: SECOND_WRITER,
  },
  {
    name: 'the SMS limit overwritten whatever it has become',
    changes: [
      change(
        'lib/adapters/dynamodb/sms-bucket.ts',
        `        ConditionExpression: known
          .map(([name, value]) => (value ? \`#\${name} = :\${name}\` : \`attribute_not_exists(#\${name})\`))
          .join(' AND '),
        ExpressionAttributeNames: { '#at': 'at', '#tokens': 'tokens' },
        ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
`,
        '',
      ),
    ],
    by: 'tests/integration/concurrency/sms-token.test.ts', // of 60 storms three met it
  },
  {
    name: 'no pause after a publish',
    changes: [change(PUBLISHER, 'const PAUSE_MS = 250;', 'const PAUSE_MS = 0;')],
    by: 'tests/integration/concurrency/pace.test.ts', // a storm has that many messages at once too seldom
  },
];
