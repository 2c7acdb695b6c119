import { expect, test } from '@jest/globals';
import { outcomeOf, SELF_TEST_STAGES } from '../../../../lib/domain/watching/self-test-progress.ts';

const stored = { isStored: true, isDelivered: false };
const grouped = { ...stored, incidentId: 'i' };
const published = { ...grouped, messageId: 'm' };

test.each([
  ['store', { isStored: false, isDelivered: false }],
  ['group', stored],
  ['publish', grouped],
  ['deliver', published],
] as const)('what stopped before "%s" fails there, and says what that means', (stage, progress) => {
  expect(outcomeOf('n', progress, 40_200)).toMatchObject({
    kind: 'failed',
    stage,
    reason: `${SELF_TEST_STAGES[stage].broken}, within 40 s`,
    notificationId: 'n',
  });
});

test('what was delivered has passed', () => {
  expect(outcomeOf('n', { ...published, isDelivered: true }, 1234)).toEqual({
    kind: 'passed',
    notificationId: 'n',
    incidentId: 'i',
    messageId: 'm',
    tookMs: 1234,
  });
});
