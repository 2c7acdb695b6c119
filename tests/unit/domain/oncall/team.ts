import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import type { Team } from '../../../../lib/domain/oncall/duty.ts';

const person = (name: string, hasSms = true) => ({ name, hasEmail: true, hasSms });

/** Sara and Omar take turns of a week from Sunday, 29 November, 09:00 in Riyadh; Huda stands behind them. */
export const teamWith = (...covers: Cover[]): Team => ({
  ...RuntimeOncallConfig.parse({
    timeZone: 'Asia/Riyadh',
    people: { sara: person('Sara'), omar: person('Omar'), huda: person('Huda', false) },
    duties: [
      {
        rotation: { people: ['sara', 'omar'], every: 'week', on: 'sunday', at: '09:00', from: '2026-11-29' },
      },
      { people: ['huda'] },
    ],
  }),
  covers,
});

/** Omar covers Sara on Tuesday, 1 December (UTC), in her week. */
export const coverOf = (over: Partial<Cover> = {}): Cover => ({
  id: `cover-${over.createdAt ?? ''}`,
  covered: { person: 'sara' },
  by: 'omar',
  from: '2026-12-01T00:00:00.000Z',
  to: '2026-12-02T00:00:00.000Z',
  reason: 'a wedding',
  createdBy: 'Sara',
  createdAt: '2026-11-30T00:00:00.000Z',
  ...over,
});
