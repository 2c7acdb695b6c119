import { describe, expect, test } from '@jest/globals';
import {
  expectedSubscriptions,
  type LiveSubscription,
  smsNumbers,
  subscriptionFindings,
  topicsOf,
} from '../../../../lib/domain/doctor/subscription-findings.ts';
import { aws, DEPLOY, resource, stackWith } from './stack.ts';

const [ALERTS, ALARMS] = ['arn:alerts', 'arn:alarms'];
const SARA = 'sara@shop.example';
const NUMBER = '+966512345678';
const subscription = (topic: string, Protocol: string, Endpoint: string) =>
  resource(`${topic}${Protocol}`, 'AWS::SNS::Subscription', { TopicArn: { Ref: topic }, Protocol, Endpoint });
const stack = stackWith([
  resource('AlertsTopic', 'AWS::SNS::Topic', {}, ALERTS),
  resource('AlarmsTopic', 'AWS::SNS::Topic', {}, ALARMS),
  subscription('AlertsTopic', 'email', SARA),
  subscription('AlertsTopic', 'sms', NUMBER),
  subscription('AlarmsTopic', 'email', SARA),
  subscription('AlarmsTopic', 'sms', NUMBER),
]);
const live = (over: Partial<LiveSubscription> = {}): LiveSubscription => ({
  topicArn: ALERTS,
  protocol: 'email',
  endpoint: SARA,
  arn: 'arn:sara',
  isProtected: true,
  ...over,
});
const sms = live({ protocol: 'sms', endpoint: NUMBER, arn: 'arn:sms', isProtected: undefined });
const onAlarms = [live(), sms].map((one) => ({ ...one, topicArn: ALARMS }));
const found = (...alerts: LiveSubscription[]) => subscriptionFindings(stack, [...onAlarms, ...alerts]);

const confirm = aws(
  `sns confirm-subscription --topic-arn ${ALERTS} --token TOKEN --authenticate-on-unsubscribe true`,
);
const again = aws(`sns subscribe --topic-arn ${ALERTS} --protocol email --notification-endpoint '${SARA}'`);
const ofSara = { check: 'subscriptions', subject: `alerts: email ${SARA}` };

test('the template says who is subscribed to which topic, and which numbers get SMS', () => {
  expect(topicsOf(stack)).toEqual([
    { name: 'alerts', arn: ALERTS },
    { name: 'alarms', arn: ALARMS },
  ]);
  expect(topicsOf(stackWith())).toEqual([]);
  expect(expectedSubscriptions(stack, { name: 'alarms', arn: ALARMS })).toEqual([
    { protocol: 'email', endpoint: SARA },
    { protocol: 'sms', endpoint: NUMBER },
  ]);
  expect(smsNumbers(stack)).toEqual([NUMBER]);
  const odd = stackWith([...stack.resources, subscription('AlertsTopic', 'sms', 'nobody')]);
  expect(() => smsNumbers(odd)).toThrow();
});

test('a value that the template does not tell is empty, and no subscription of another topic', () => {
  const odd = resource('Odd', 'AWS::SNS::Subscription', { TopicArn: { Ref: 'AlertsTopic' } });
  expect(
    expectedSubscriptions(stackWith([...stack.resources.slice(0, 1), odd]), { name: 'alerts', arn: ALERTS }),
  ).toEqual([{ protocol: '', endpoint: '' }]);
});

test('all are well that are confirmed, and can be ended only with credentials', () => {
  expect(found(live(), sms)).toEqual([]);
});

describe('a subscriber is found', () => {
  test('who is not subscribed any more', () => {
    const others = [sms, live({ protocol: 'email-json' })];
    expect(found(...others).filter(({ subject }) => subject === ofSara.subject)).toMatchObject([
      {
        ...ofSara,
        severity: 'critical',
        what: `email ${SARA} is not subscribed to the alerts topic any more.`,
        mend: `${DEPLOY} (it subscribes again whoever SNS no longer knows). Confirm with: ${confirm}`,
      },
    ]);
  });

  test('who never confirmed', () => {
    expect(found(live({ arn: undefined, isProtected: false }), sms)).toMatchObject([
      {
        ...ofSara,
        severity: 'critical',
        what: `email ${SARA} never confirmed the subscription to the alerts topic.`,
        mend: `${again}; then, with the token in the link of the mail that comes: ${confirm}`,
      },
    ]);
  });

  test('whom a link can cut off', () => {
    expect(found(live({ isProtected: false }), sms)).toMatchObject([
      {
        ...ofSara,
        severity: 'warning',
        what: `Anybody, or any mail scanner, that opens the link in a message to email ${SARA} ends its subscription to the alerts topic.`,
        mend: `${confirm} (TOKEN stands in the link of the confirmation mail, for two days; without it: ${aws('sns unsubscribe --subscription-arn arn:sara')}, then ${again}, and confirm by its token)`,
      },
    ]);
  });

  test('who is in no oncall.yml, once confirmed', () => {
    const stranger = live({ endpoint: 'eve@shop.example', arn: 'arn:eve' });
    expect(found(live(), sms, stranger)).toMatchObject([
      {
        check: 'subscriptions',
        subject: 'alerts: email eve@shop.example',
        severity: 'warning',
        what: 'email eve@shop.example is subscribed to the alerts topic, and is not in the oncall.yml that was deployed.',
        why: 'Alerts name endpoints and quote what servers answered; whoever is subscribed by hand gets all of it.',
        mend: aws('sns unsubscribe --subscription-arn arn:eve'),
      },
    ]);
    expect(found(live(), sms, { ...stranger, arn: undefined })).toEqual([]);
  });
});

test('a topic of which nobody has confirmed anything reaches nobody', () => {
  const unconfirmed = [live({ arn: undefined }), { ...sms, arn: undefined }];
  const [first, ...others] = found(...unconfirmed);
  expect(first).toMatchObject({
    check: 'subscriptions',
    subject: 'alerts: nobody',
    severity: 'critical',
    what: 'The alerts topic has no confirmed subscription: what is published to it reaches nobody.',
    why: 'Nobody is alerted about any outage.',
    mend: aws(`sns list-subscriptions-by-topic --topic-arn ${ALERTS}`),
  });
  expect(others).toHaveLength(2);
  expect(found({ ...sms, arn: undefined }, live())).toHaveLength(1); // one is enough to reach somebody
  expect(subscriptionFindings(stack, [live(), sms])[0]).toMatchObject({
    subject: 'alarms: nobody',
    why: 'When this stack itself is in trouble, nobody hears of it.',
  });
});
