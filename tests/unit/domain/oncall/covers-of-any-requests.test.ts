import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cover } from '../../../../lib/domain/oncall/cover.ts';
import { decideCover } from '../../../../lib/domain/oncall/cover-request.ts';
import { isPast } from '../../../../lib/domain/oncall/covers-kept.ts';
import { onDutyAt } from '../../../../lib/domain/oncall/duty.ts';
import { endCover } from '../../../../lib/domain/oncall/end-cover.ts';
import { HOUR_MS, NOW, request } from './asked-covers.ts';
import { teamWith } from './team.ts';

test('whatever is asked for and ended in turn, covers of one person never overlap and somebody is on duty', () => {
  const person = fc.constantFrom('sara', 'omar', 'huda');
  const step = fc.oneof(
    fc.record({
      covered: fc.oneof(
        person.map((one) => ({ person: one })),
        fc.constant({ level: 1 }),
      ),
      by: person,
      from: fc.integer({ min: -2, max: 60 }),
      hours: fc.integer({ min: 0, max: 40 }),
    }),
    fc.record({ end: fc.nat({ max: 5 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let covers: Cover[] = [];
      steps.forEach((one, index) => {
        const now = NOW + index * HOUR_MS;
        const outcome =
          'end' in one
            ? endCover(covers, { id: covers[one.end]?.id ?? '', endedBy: 'x', now })
            : decideCover(
                teamWith(),
                covers,
                request({
                  covered: one.covered,
                  by: one.by,
                  from: now + one.from * HOUR_MS,
                  to: now + (one.from + one.hours) * HOUR_MS,
                }),
                { id: String(index), now },
              );
        if ('covers' in outcome) covers = outcome.covers;
      });
      const team = teamWith(...covers);
      for (let hour = 0; hour < 130; hour++) {
        const time = NOW + hour * HOUR_MS;
        expect(onDutyAt(team, 1, time)).toHaveLength(1);
        const holding = covers.filter(
          (cover) => !isPast(cover, time) && Date.parse(cover.from) <= time && cover.endedAt === undefined,
        );
        const keys = holding.map(({ covered }) => JSON.stringify(covered));
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
    { numRuns: 100 },
  );
});
