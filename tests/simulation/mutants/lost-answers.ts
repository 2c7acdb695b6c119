import { change, type Mutant } from './mutant.ts';

/** There, each write loses its answer and arrives late: a storm has few of these moments. */
const LOST = 'tests/integration/lost-answers/lost-answers.test.ts';
const SESSIONS = 'lib/adapters/dynamodb/sessions.ts';

/** Writes that must count once, though their answer was lost and they are sent again. */
export const LOST_ANSWERS: readonly Mutant[] = [
  {
    name: 'lost answer: a probe result is recorded and counted again',
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
    name: 'lost answer: a probe result is counted whether it was recorded or not',
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
    name: 'lost answer: a failure to group is counted without reading the count',
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
    name: 'lost answer: a day accepts an older report than it has',
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
    name: 'lost answer: a sign-in link is used up',
    changes: [change(SESSIONS, '(usedBy = :by AND usedAt > :since)', '(usedBy <> :by AND usedAt < :since)')],
    by: LOST,
  },
  {
    name: 'lost answer: a sign-in link works for its browser for ever',
    changes: [change(SESSIONS, 'AND usedAt > :since', 'AND usedAt <> :since')],
    by: LOST,
  },
  {
    name: 'lost answer: a used sign-in link is recreated',
    changes: [
      change(
        'lib/adapters/dynamodb/put-new.ts',
        "'attribute_not_exists(#name)'",
        "'attribute_not_exists(#name) OR attribute_exists(#name)'",
      ),
    ],
    by: LOST,
  },
  {
    name: 'lost answer: the page shows the outcome of the previous action',
    changes: [change(SESSIONS, 'OR saidAt <= :now', 'OR saidAt <> :now')],
    by: LOST,
  },
  {
    name: 'lost answer: monitoring that had ended starts again',
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
