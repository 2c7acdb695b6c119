import { change, type Mutant } from './mutant.ts';

const END = 'lib/domain/alerting/end-for-machines.ts';
const SILENT_ENDS = 'tests/integration/silent-ends.test.ts';

/** Safeguards by which programs hear of each end while people sleep. */
export const MACHINES: readonly Mutant[] = [
  {
    name: 'an end of which people do not hear is kept from programs too',
    changes: [
      change(END, "if (!lastSent?.machines) return 'it is over", "if (!hasMachines) return 'it is over"),
    ],
    by: /a program is sent each end/,
  },
  {
    name: 'what is for programs alone is sent to people',
    changes: [
      change(
        'lib/messages/formats/audience.ts',
        "machines: ['machines'],",
        "machines: ['machines', 'people'],",
      ),
    ],
    by: SILENT_ENDS,
  },
  {
    name: 'the members of a digest come without their windows',
    changes: [change('lib/messages/formats/machine-json.ts', '    backfill: json.backfill,\n', '')],
    by: /a program is sent each end/,
  },
  {
    name: 'what comes to light after an end of which programs alone know is kept from them',
    changes: [change(END, 'const isDue = late > 0 &&', 'const isDue = late < 0 &&')],
    by: 'tests/unit/domain/alerting/end-for-machines.test.ts',
  },
];
