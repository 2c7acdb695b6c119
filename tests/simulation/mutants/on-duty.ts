import { change, type Mutant } from './mutant.ts';

const ROTATION = 'lib/domain/oncall/rotation.ts';
const COVER = 'lib/domain/oncall/cover.ts';
const DUE = 'lib/domain/alerting/due-alerts.ts';
const ON_DUTY = /on duty at its levels/;

/** Safeguards that wake the right person, and let the others sleep. */
export const ON_DUTY_MUTANTS: readonly Mutant[] = [
  {
    name: 'on duty: the next person, one too early',
    changes: [change(ROTATION, 'const place = ((index %', 'const place = (((index + 1) %')],
    by: ON_DUTY,
  },
  {
    name: 'on duty: turns by the clocks of UTC',
    changes: [change(ROTATION, 'days), clock), timeZone);', "days), clock), timeZone && 'UTC');")],
    by: ON_DUTY,
  },
  {
    name: 'on duty: covers are ignored',
    changes: [
      change(
        'lib/use-cases/runtime/with-covers.ts',
        'lastKnown.get(store) ?? oncall.covers',
        'oncall.covers',
      ),
    ],
    by: ON_DUTY,
  },
  {
    name: 'on duty: a cover never ends',
    changes: [change(COVER, 'return from <= at && at < to;', 'return from <= at && to > 0;')],
    by: ON_DUTY,
  },
  {
    name: 'on duty: a cover that was ended goes on to its planned end',
    changes: [
      change(
        COVER,
        'endedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endedAt)',
        'endedAt === undefined ? Infinity : Infinity',
      ),
    ],
    by: /on duty/,
  },
  {
    name: 'on duty: whoever comes on duty is not told what is open',
    changes: [
      change(DUE, "handoverOn('email', incident.lastSent, cycle, oncall, now) ??", ''),
      change(DUE, " ?? handoverOn('sms', incident.lastSent, cycle, oncall, now)", ''),
    ],
    by: /whoever comes on duty hears/,
  },
  {
    name: 'on duty: everybody hears, whoever is on duty',
    changes: [
      change(
        'lib/domain/oncall/duty.ts',
        'export const peopleOnDuty = (team: Team, level: number, at: number): PersonKey[] => [\n',
        'export const peopleOnDuty = (team: Team, level: number, at: number): PersonKey[] => [\n  ...Object.keys(team.people),\n',
      ),
    ],
    by: /only those on duty/,
  },
  {
    name: 'on duty: who is recorded as called before the publish',
    changes: [
      change(
        'lib/use-cases/alerting/publisher.ts',
        'const unsent: string[] = [];',
        "const unsent: string[] = []; if (message.attributes.kind === 'handover') await mark('unknown yet');",
      ),
    ],
    by: /whoever comes on duty hears|^3 what is recorded|^3 each alert on record|^5/,
  },
  {
    name: 'on duty: readers of another language get nothing if their mail fails',
    changes: [
      change(
        'lib/use-cases/alerting/publisher.ts',
        'const original = withRecipients(message, unsent);',
        'const original = withRecipients(message, unsent.slice(0, 0));',
      ),
    ],
    by: 'tests/integration/refused.test.ts', // of 60 storms one met it
  },
];
