import { change, type Mutant } from './mutant.ts';

const ADMISSION = 'lib/use-cases/grouping/admission.ts';
const WALK = 'lib/use-cases/sweep/walk.ts';
const SWEEP = 'lib/use-cases/sweep/sweep.ts';
const FLOOD = 'lib/domain/incidents/flood.ts';
const PARTS = 'tests/integration/sweep-parts.test.ts';
const MANY = 'tests/integration/sweep-many.test.ts';
const ALERTING = "  await part('alerting', () => alerting.run(walk, until(LEFT_AFTER.alerting)));\n";

/** Safeguards that keep one leaked URL from burying everything else, and a sweep of many incidents going. */
export const FLOODS: readonly Mutant[] = [
  {
    name: 'flood: the cap is ignored',
    changes: [
      change('lib/domain/alerting/open-limit.ts', '!isFlooding && open < cap;', '!isFlooding && cap > 0;'),
    ],
    by: /no more incidents than its cap/,
  },
  {
    name: 'flood: incidents opened earlier are not counted',
    changes: [change(ADMISSION, 'if (opened.size === 0) return;', 'if (opened.size >= 0) return;')],
    by: 'tests/integration/flood.test.ts',
  },
  {
    name: 'flood: configured endpoints join it',
    changes: [
      change(ADMISSION, '|| familiarity(subject, oncall) === 0) return true;', ') return true;'),
      change('lib/domain/alerting/open-limit.ts', 'if (known === 0) return true;', ''),
    ],
    by: /names exactly is in no flood/,
  },
  {
    name: 'flood: unlisted endpoints take the places of closed incidents',
    changes: [
      change(
        'lib/domain/alerting/open-limit.ts',
        '!isFlooding && open < cap;',
        'open < cap || (isFlooding && false);',
      ),
    ],
    by: 'tests/integration/flood.test.ts',
  },
  {
    name: 'flood: its endpoints are not counted again',
    changes: [change(FLOOD, 'count: (known?.count ?? 0) + 1,', 'count: 1,')],
    by: /a flood lists what it counts/,
  },
  {
    name: 'flood: it stays open for ever',
    changes: [
      change('lib/domain/incidents/ended-by-time.ts', '? FLOOD_QUIET_MS :', '? 1e3 * FLOOD_QUIET_MS :'),
    ],
    by: /a flood that is quiet/,
  },
  {
    name: 'sweep: reading the list does not continue where the last sweep stopped',
    changes: [change(WALK, 'await putSweepCursor(this.#run.store, this.#kept, this.#at);', 'void this.#at;')],
    by: MANY,
  },
  {
    name: 'sweep: reading that reached the end does not start again',
    changes: [
      change(WALK, 'else if (this.isDone && this.#kept.at)', 'else if (!this.isDone && this.#kept.at)'),
    ],
    by: MANY,
  },
  {
    name: 'sweep: closings go before alerts',
    changes: [
      change(
        SWEEP,
        ALERTING,
        `  await walk.advance(() => true);\n  await part('closing', () => passTime(run, survey, until(LEFT_AFTER.closing), (changed) => survey.also(changed)));\n${ALERTING}`,
      ),
    ],
    by: PARTS,
  },
  {
    name: 'sweep: a part that fails stops the others',
    changes: [change('lib/use-cases/sweep/part.ts', '    return false;\n', '    throw error;\n')],
    by: PARTS,
  },
];
