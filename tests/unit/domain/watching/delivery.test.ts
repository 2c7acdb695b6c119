import { describe, expect, test } from '@jest/globals';
import {
  deliveryByChannel,
  expectedOf,
  isSettled,
  type SnsFigures,
  type Subscribed,
} from '../../../../lib/domain/watching/delivery.ts';

const subscribed = (protocol: Subscribed['protocol'], recipient: string, isConfirmed = true): Subscribed => ({
  protocol,
  recipients: [recipient],
  isConfirmed,
});
const TEAM = [
  subscribed('email', 'people:level-1'),
  subscribed('email', 'people:level-2'),
  subscribed('email', 'people:@sara', false),
  subscribed('sms', 'woken:level-1'),
  subscribed('lambda', 'self-test'),
];
const NAMED = ['people:level-1', 'people:level-2', 'people:@sara', 'woken:level-1', 'machines:level-1'];
/** One message that all three got who should, and that one subscription refused. */
const ALL: SnsFigures = {
  published: 1,
  delivered: 3,
  failed: 0,
  filteredOut: 1,
  withoutAttributes: 0,
  invalidAttributes: 0,
  smsReported: 0,
  smsDelivered: 0,
};
const verdicts = (figures: Partial<SnsFigures>, team = TEAM): Record<string, string> =>
  Object.fromEntries(
    deliveryByChannel(team, NAMED, { ...ALL, ...figures }).map(({ protocol, verdict }) => [
      protocol,
      verdict,
    ]),
  );

test('whoever is confirmed and named by their filter should get it', () => {
  const { byProtocol, total, confirmed } = expectedOf(TEAM, NAMED);
  expect([Object.fromEntries(byProtocol), total, confirmed]).toEqual([{ email: 2, sms: 1, lambda: 0 }, 3, 4]);
  const several = {
    protocol: 'email',
    recipients: ['people:level-3', 'people:level-1'],
    isConfirmed: true,
  } as const;
  expect(expectedOf([several], NAMED).total).toBe(1);
  expect(expectedOf([{ protocol: 'sqs', recipients: [], isConfirmed: true }], NAMED).total).toBe(1);
});

test.each<[string, Partial<SnsFigures>, boolean]>([
  ['nothing is known yet', { published: 0, delivered: 0, filteredOut: 0 }, false],
  ['one is missing', { delivered: 2, filteredOut: 0 }, false],
  ['all were handed over', {}, true],
  ['all were handed over, and what filters refused is not counted yet', { filteredOut: 0 }, true],
  ['one failed', { delivered: 2, failed: 1 }, true],
  ['one failed, and the rest is not counted yet', { delivered: 2, failed: 1, filteredOut: 0 }, true],
  ['one failed, and all others were filtered out', { delivered: 0, failed: 1, filteredOut: 3 }, true],
  ['each was filtered out', { delivered: 0, filteredOut: 4 }, true],
])('SNS has said all that it will: %s', (_, figures, settled) => {
  expect(isSettled(expectedOf(TEAM, NAMED), { ...ALL, ...figures })).toBe(settled);
});

describe('by channel', () => {
  test.each<[string, Partial<SnsFigures>, Record<string, string>]>([
    ['all were handed over', {}, { email: 'delivered', sms: 'delivered', lambda: 'nobody' }],
    ['no figures yet', { published: 0, delivered: 0, filteredOut: 0 }, { email: 'unknown', sms: 'unknown' }],
    [
      'one failed, and nothing says on which',
      { delivered: 2, failed: 1 },
      { email: 'unknown', sms: 'unknown' },
    ],
    [
      'the carrier says that it was the SMS',
      { delivered: 2, failed: 1, smsReported: 1 },
      { email: 'delivered', sms: 'failed' },
    ],
    [
      'the carrier says that it was not the SMS, so it was an email',
      { delivered: 2, failed: 1, smsReported: 1, smsDelivered: 1 },
      { email: 'failed', sms: 'delivered' },
    ],
    [
      'SNS dropped the attributes',
      { delivered: 0, filteredOut: 4, withoutAttributes: 4 },
      { email: 'filtered', sms: 'filtered', lambda: 'nobody' },
    ],
    [
      'the attributes are invalid',
      { delivered: 0, filteredOut: 4, invalidAttributes: 4 },
      { email: 'filtered' },
    ],
    ['every filter refused it', { delivered: 0, filteredOut: 4 }, { email: 'filtered', sms: 'filtered' }],
    [
      'of two messages the filters refused those that are for others',
      { published: 2, delivered: 0, filteredOut: 4 },
      { email: 'unknown' },
    ],
    [
      'filters have figures, and topics have none yet',
      { published: 0, delivered: 0, filteredOut: 3 },
      { email: 'unknown' },
    ],
    ['one got it, whatever filters refused', { delivered: 1, filteredOut: 4 }, { email: 'unknown' }],
    [
      'one got it and one failed, whatever filters refused',
      { delivered: 1, failed: 1, filteredOut: 4 },
      { email: 'unknown' },
    ],
    [
      'the SMS alone was handed over',
      { delivered: 1, smsReported: 1, smsDelivered: 1 },
      { email: 'unknown', sms: 'delivered' },
    ],
    ['a filter of nobody who is meant refused it', { delivered: 0, filteredOut: 1 }, { email: 'unknown' }],
  ])('%s', (_, figures, expected) => {
    expect(verdicts(figures)).toMatchObject(expected);
  });

  test('where there is one channel alone, all figures are its own', () => {
    const emails = TEAM.filter(({ protocol }) => protocol === 'email');
    expect(verdicts({ delivered: 1, failed: 1, filteredOut: 0 }, emails)).toEqual({ email: 'failed' });
    expect(verdicts({ delivered: 2, failed: 1, filteredOut: 0 }, emails)).toEqual({ email: 'failed' });
    expect(verdicts({ delivered: 1, filteredOut: 0 }, emails)).toEqual({ email: 'unknown' });
    const why = (figures: Partial<SnsFigures>) =>
      deliveryByChannel(emails, NAMED, { ...ALL, ...figures })[0]?.why;
    expect(why({ delivered: 1 })).toBe('of 2 SNS handed over 1 so far, and could not hand over 0');
    expect(why({ delivered: 0, failed: 5 })).toBe('SNS could not hand over 2 of 2'); // it tried several times
    const [, , ...rest] = deliveryByChannel(emails, NAMED, {
      ...ALL,
      delivered: 1,
      failed: 1,
      filteredOut: 0,
    });
    expect(rest).toEqual([]);
  });

  test('it says how many, and between which channels it cannot tell', () => {
    const why = (figures: Partial<SnsFigures>): string[] =>
      deliveryByChannel(TEAM, NAMED, { ...ALL, ...figures }).map((one) => one.why);
    expect(why({})[0]).toBe('SNS handed over all of 3');
    expect(why({ published: 0, delivered: 0 })[0]).toBe(
      'SNS has no figures yet: they come a few minutes late',
    );
    expect(why({ delivered: 0, filteredOut: 4 })[0]).toBe('the filters of the subscriptions took none of it');
    expect(why({ withoutAttributes: 1 })[0]).toBe(
      'SNS filtered messages out because they had no attributes: it dropped those that ours have',
    );
    expect(why({ invalidAttributes: 1 })[0]).toBe(
      'SNS filtered messages out because their attributes were invalid',
    );
    expect(why({ delivered: 2, failed: 1 })[0]).toBe(
      'of 3 SNS handed over 2 so far, and could not hand over 1, and does not say on which of email, sms',
    );
    expect(why({ delivered: 2, failed: 1, smsReported: 1 })).toEqual([
      'SNS handed over 2 of 2',
      'SNS could not hand over 1 of 1',
      'nobody who is confirmed takes it',
    ]);
  });
});

test('what SNS refused for others is taken off for each of several messages', () => {
  const two = [...TEAM, subscribed('sqs', 'machines:level-5')];
  expect(verdicts({ published: 3, delivered: 0, filteredOut: 8 }, two)).toMatchObject({ email: 'unknown' });
  expect(verdicts({ published: 3, delivered: 0, filteredOut: 9 }, two)).toMatchObject({ email: 'filtered' });
});
