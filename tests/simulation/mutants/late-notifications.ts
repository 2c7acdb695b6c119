import { change, type Mutant } from './mutant.ts';

const LATE = 'tests/integration/late-notification.test.ts';
const STEP = 'lib/domain/incidents/transition.ts';

/** Notifications that are counted after the end of their outage. */
export const LATE_NOTIFICATIONS: readonly Mutant[] = [
  {
    name: 'late: what was received before an end opens the next incident',
    changes: [
      change(
        'lib/domain/incidents/late-notification.ts',
        '(receivedAt <= endOf(incident) && !isTestAlert(incident))',
        "(receivedAt <= endOf(incident) && incident.state.startsWith('open') && !isTestAlert(incident))",
      ),
    ],
    by: /^2 nothing that was received|^2 an incident begins/,
  },
  {
    name: 'late: only the latest incident is considered',
    changes: [
      change(
        'lib/domain/incidents/late-notification.ts',
        '!latest || latest.number === 1 || receivedAt >= latest.openedAt;',
        "receivedAt !== '' || latest === undefined;",
      ),
    ],
    by: LATE,
  },
  {
    name: 'late: nobody hears that the loss was greater',
    changes: [
      change(
        'lib/domain/alerting/due-alerts.ts',
        'if (late === 0 || !lastSent',
        'if (late >= 0 || !lastSent',
      ),
    ],
    by: /^3 the state of an incident/,
  },
  {
    name: 'late: a late notification does not bring its incident back to the open list',
    changes: [
      change(STEP, '    listName: OPEN_LIST,\n    ...(before.lossWindow', '    ...(before.lossWindow'),
    ],
    by: /^3/,
  },
  {
    name: 'late: the loss window stays as it was sent',
    changes: [
      change(
        STEP,
        '    ...(before.lossWindow && { lossWindow: widened(before.lossWindow, after) }),\n',
        '    ...(before.lossWindow && widened.length === 0 && { lossWindow: before.lossWindow }),\n',
      ),
    ],
    by: 'tests/unit/domain/incidents/late-notification.test.ts', // a storm seldom has one older than the window
  },
  {
    name: 'late: recording archives an incident that has grown since it was rendered',
    changes: [
      change(
        'lib/adapters/dynamodb/commit-sent-alerts.ts',
        "' AND version = :version'",
        "' AND (version = :version OR version <> :version)'",
      ),
    ],
    by: LATE,
  },
  {
    name: 'late: a manual close does not read what has been pending for long',
    changes: [
      change(
        'lib/use-cases/grouping/group-pending.ts',
        '[...old.keys, ...recent.keys]',
        '[...old.keys.slice(0, 0), ...recent.keys]',
      ),
    ],
    by: LATE,
  },
  {
    name: 'late: a close without a consistent read of what arrived this moment',
    changes: [
      change(
        'lib/use-cases/grouping/group-pending.ts',
        '[...old.keys, ...recent.keys]',
        '[...old.keys, ...recent.keys.slice(0, 0)]',
      ),
    ],
    by: LATE,
  },
];
