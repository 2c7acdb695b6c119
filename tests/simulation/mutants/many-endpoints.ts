import { change, type Mutant } from './mutant.ts';

const MANY = 'tests/integration/many-dead-endpoints.test.ts';
const RUN = 'lib/use-cases/probing/run-checks.ts';
const ANNOUNCED = 'tests/integration/announce-tokens.test.ts';

/** A thousand endpoints in one minute, and a minute at rest. */
export const MANY_ENDPOINTS: readonly Mutant[] = [
  {
    name: 'twenty probes at a time',
    changes: [change(RUN, 'const CONCURRENCY = 100;', 'const CONCURRENCY = 20;')],
    by: MANY,
  },
  {
    name: 'all that ends in one moment written down in it',
    changes: [change(RUN, 'const STORE_CONCURRENCY = 10;', 'const STORE_CONCURRENCY = 1_000;')],
    by: MANY,
  },
  {
    name: 'the next probe counted from the last one, not from the check',
    changes: [
      change(
        'lib/use-cases/probing/record-probe-result.ts',
        'nextProbeAt(isInTrouble, startedAt, run.pace)',
        'nextProbeAt(isInTrouble, new Date(probe.at), run.pace)',
      ),
    ],
    by: MANY,
  },
  {
    name: 'a new API token without a note for the sweep',
    changes: [
      change(
        'lib/adapters/dynamodb/api-tokens.ts',
        'if (token.announcedAt === undefined) await noteUnannounced(store, token.id, token.createdAt);',
        '',
      ),
    ],
    by: ANNOUNCED,
  },
  {
    name: 'API tokens of an earlier version never announced',
    changes: [
      change(
        'lib/use-cases/security/announce-tokens.ts',
        'seen.has(run.store) ? [] : await unannouncedOf(run.store)',
        'seen.has(run.store) ? await unannouncedOf(run.store) : []',
      ),
    ],
    by: ANNOUNCED,
  },
  {
    name: 'the open list read for each message of a batch',
    changes: [
      change(
        'lib/use-cases/alerting/failing-now.ts',
        '!this.#listed || at - this.#listed.at > FRESH_MS',
        '!this.#listed || at - this.#listed.at <= FRESH_MS',
      ),
    ],
    by: 'tests/integration/digest-counts.test.ts',
  },
];
