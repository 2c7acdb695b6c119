import { expect, test } from '@jest/globals';
import { sourceFiles } from './sources.ts';

/** What stands in one file alone, so that it cannot be said in two ways. */
const ONE_PLACE: readonly (readonly [what: string, pattern: RegExp, file: string])[] = [
  ['comparing secrets in constant time', /timingSafeEqual\(/, 'lib/domain/security/constant-time.ts'],
  ['reading JSON that may be none', /JSON\.parse\(/, 'lib/domain/intake/json-text.ts'],
  ['how long items are kept', /DAY_S = /, 'lib/domain/incidents/retention.ts'],
  ['how often something is tried', /for \(let (?:attempt|before) = 0;/, 'lib/use-cases/runtime/attempts.ts'],
  ['when the next level is due', /escalationMinutes\[/, 'lib/domain/alerting/escalation.ts'],
  [
    'how many minutes an acknowledgement lasts',
    /DEFAULT_ACKNOWLEDGEMENT_MINUTES = /,
    'lib/domain/oncall/acknowledgement.ts',
  ],
];

test.each(ONE_PLACE)('%s stands in one place', (_what, pattern, file) => {
  const found = sourceFiles('lib').filter(({ text }) => pattern.test(text));
  expect(found.map(({ path }) => path)).toEqual([file]);
});
