import { change, type Mutant } from './mutant.ts';

/** Each write loses its answer there, and comes in late: a storm meets few of these moments. */
const LOST = 'tests/integration/lost-answers/lost-answers.test.ts';
const SESSIONS = 'lib/adapters/dynamodb/sessions.ts';

/** Writes that must count once, though their answer was lost and they are sent again. */
export const LOST_ANSWERS: readonly Mutant[] = [
  {
    name: 'lost answer: a look is written down and counted again',
    changes: [
      change(
        'lib/use-cases/probing/record-probe-result.ts',
        'if (known) return { current: before, proven: { ...proven, result: known } };',
        'void known;',
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: a look is counted whether it was written down or not',
    changes: [
      change(
        'lib/adapters/dynamodb/monitors.ts',
        "before.revision === 0 ? '(attribute_not_exists(revision) OR revision = :before)' : 'revision = :before'",
        "':before = :before'",
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: a failed fold is counted without a look at the count',
    changes: [
      change(
        'lib/adapters/dynamodb/notifications.ts',
        "'(attribute_not_exists(tries) OR tries = :before)' : 'tries = :before'",
        "':before = :before' : ':before = :before'",
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: a day takes what was posted before what it has',
    changes: [
      change(
        'lib/adapters/dynamodb/daily-stats.ts',
        'attribute_not_exists(#at) OR #at <= :at',
        'attribute_not_exists(#at) OR :at = :at',
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: a sign-in link is burnt',
    changes: [change(SESSIONS, '(usedBy = :by AND usedAt > :since)', '(usedBy <> :by AND usedAt < :since)')],
    by: LOST,
  },
  {
    name: 'lost answer: a sign-in link works for its browser for ever',
    changes: [change(SESSIONS, 'AND usedAt > :since', 'AND usedAt <> :since')],
    by: LOST,
  },
  {
    name: 'lost answer: a sign-in link that was used is made anew',
    changes: [
      change(
        SESSIONS,
        "const isNew = {\n  ConditionExpression: 'attribute_not_exists(#name)',",
        "const isNew = {\n  ConditionExpression: 'attribute_not_exists(#name) OR attribute_exists(#name)',",
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: the page says what came of the action before',
    changes: [change(SESSIONS, 'OR saidAt <= :now', 'OR saidAt <> :now')],
    by: LOST,
  },
  {
    name: 'lost answer: an endpoint is watched again that was let go',
    changes: [
      change(
        'lib/adapters/dynamodb/monitors.ts',
        'attribute_not_exists(monitoredAt) OR monitoredAt < :now',
        'attribute_not_exists(monitoredAt) OR monitoredAt <= :now',
      ),
    ],
    by: LOST,
  },
];
