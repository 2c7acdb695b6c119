import { change, type Mutant } from './mutant.ts';

const GROUP = 'lib/adapters/dynamodb/commit-group.ts';
const INCIDENTS = 'lib/adapters/dynamodb/incidents.ts';

/** The conditions of grouping, one at a time. */
export const GROUPING_CONDITIONS: readonly Mutant[] = [
  {
    name: 'grouping: without "the notification is still pending"',
    changes: [change(GROUP, '    ConditionExpression: stillPending,\n', '')],
    by: /^2/,
  },
  {
    name: "grouping: without the incident's version",
    changes: [
      change(
        INCIDENTS,
        'return { Update: incidentUpdate(table, before, after) };',
        "return { Update: { ...incidentUpdate(table, before, after), ConditionExpression: ':before = :before' } };",
      ),
    ],
    by: /^[23]/,
  },
  {
    name: 'grouping: without "the new incident does not exist"',
    changes: [change(INCIDENTS, "        ConditionExpression: 'attribute_not_exists(endpointKey)',\n", '')],
    by: 'tests/integration/concurrency/next-number.test.ts', // two that open at once meet in one storm of 60
  },
  // A storm cannot tell these two: what was read as resolved is final, and no two incidents have one number.
  {
    name: 'grouping: without "the previous incident is unchanged"',
    changes: [
      change(GROUP, 'version = :before AND #state = :resolved', '#state = :resolved AND :before = :before'),
    ],
    by: 'tests/integration/concurrency/next-number.test.ts',
  },
  {
    name: 'grouping: without "the previous incident is resolved"',
    changes: [
      change(
        GROUP,
        'version = :before AND #state = :resolved',
        'version = :before AND (#state = :resolved OR :resolved = :resolved)',
      ),
    ],
    by: 'tests/integration/concurrency/next-number.test.ts',
  },
];
