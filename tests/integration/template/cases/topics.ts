import { expect, test } from '@jest/globals';
import { subscriptionResources } from '../../../../deploy/subscription-resources.ts';
import { SELF_TEST_FILTER } from '../../../../lib/domain/oncall/subscriptions.ts';
import { SMS_PREFIX } from '../../../../lib/messages/formats/sms-text.ts';
import { ofType } from '../packaged.ts';
import { dev, prod } from '../stages.ts';

/* Topics, queues and subscriptions. */

test('the topic has the display name for which an SMS leaves room', () => {
  const name = ofType(dev, 'AWS::SNS::Topic')['AlertsTopic']?.Properties['DisplayName'];
  expect(`${String(name).toUpperCase()}> `).toBe(SMS_PREFIX);
});

test('everybody in oncall.yml is subscribed, and what cannot be delivered is set aside', () => {
  const [selfTest, ...subscriptions] = Object.values(ofType(dev, 'AWS::SNS::Subscription')).map(
    ({ Properties }) => Properties,
  );
  const setAside = { deadLetterTargetArn: { 'Fn::GetAtt': ['SubscriptionsQueue', 'Arn'] } };
  expect(subscriptions).toEqual([
    expect.objectContaining({ Protocol: 'email', TopicArn: { Ref: 'AlertsTopic' }, RedrivePolicy: setAside }),
    expect.objectContaining({ Protocol: 'sms', TopicArn: { Ref: 'AlertsTopic' }, RedrivePolicy: setAside }),
    expect.objectContaining({ Protocol: 'email', TopicArn: { Ref: 'AlarmsTopic' } }),
  ]);
  expect(selfTest).toMatchObject({ Protocol: 'lambda', FilterPolicy: SELF_TEST_FILTER });
});

test('a subscription is the same one whatever its filter: SNS takes no second one of an address', () => {
  const resources = (severities: string[]) =>
    subscriptionResources({
      problems: [],
      examples: [],
      subscribers: 1,
      alarms: [],
      alarmContacts: 0,
      sourceVersions: '{}',
      integrations: '[]',
      heartbeat: '',
      selfTest: 'off',
      timeZone: 'UTC',
      subscriptions: [
        { protocol: 'email', endpoint: 'a@restaurant.test', filterPolicy: { severity: severities } },
      ],
    });
  expect(Object.keys(resources(['critical']))).toEqual(Object.keys(resources(['warning', 'info'])));
});

test('queues are encrypted; queues and topics refuse anything but TLS', () => {
  for (const { Properties } of Object.values(ofType(prod, 'AWS::SQS::Queue'))) {
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
  }
  expect(ofType(dev, 'AWS::SNS::Topic')['AlertsTopic']?.Properties).toMatchObject({
    KmsMasterKeyId: 'alias/aws/sns',
  });
  const policies = [
    ...Object.values(ofType(prod, 'AWS::SQS::QueuePolicy')),
    ...Object.values(ofType(prod, 'AWS::SNS::TopicPolicy')),
  ];
  expect(policies).toHaveLength(5);
  for (const { Properties } of policies) {
    const onlyTls = {
      Effect: 'Deny',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    expect(Properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([expect.objectContaining(onlyTls)]),
    });
  }
});
