import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { done, incidentOf, minutesAgo, notificationsOf, sentEntry } from './world.ts';

/** An incident of which each field is as long as may be, with what belongs to it. */
export const longestIncident = () => {
  const text = 'the queue of the kitchen was full, and the till waits '.repeat(18);
  const base = incidentOf({
    endpoint: `https://${'long-name-of-a-host.'.repeat(6)}example/${'hooks/of/this/branch/'.repeat(60)}orders`,
    since: 3000,
    last: 1,
    count: 123_456,
    code: 503,
    message: text.slice(0, 1000),
    sources: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`branch-of-riyadh-number-${index}`, 3]),
    ),
  });
  const longest: Incident = {
    ...base,
    sample: {
      ...base.sample,
      fieldProblems: [{ pointer: '#/code', detail: 'expected a safe integer, or a string of one' }],
    },
    probe: {
      at: minutesAgo(1),
      ms: 3001,
      outcome: {
        kind: 'failed',
        stage: 'tls',
        reason: 'certificate-untrusted',
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      },
      stages: { dns: 4, tcp: 11, tls: 2900 },
      addresses: ['203.0.113.7'],
      failedAddresses: [],
    },
    probeFailedAt: minutesAgo(1),
  };
  return {
    longest,
    notifications: notificationsOf(longest, 40, { message: text.slice(0, 1000) }),
    entries: [
      ...Array.from({ length: 60 }, (_, index) =>
        sentEntry(longest, 10 + index, 'changed', ['email'], text.slice(0, 200)),
      ),
      done(longest, 5, 'note', 'Sara', { reason: text.slice(0, 1000) }),
    ],
  };
};
