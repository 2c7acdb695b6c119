import { expect, test } from '@jest/globals';
import {
  changedSettings,
  fileFindings,
  sharedFateFindings,
} from '../../../../lib/domain/doctor/file-findings.ts';
import { DEPLOY, resource, stackWith } from './stack.ts';

test.each([
  [{ timeZone: 'UTC', levels: [1] }, { timeZone: 'UTC', levels: [1] }, []],
  [{ timeZone: 'UTC', levels: [1] }, { timeZone: 'Asia/Riyadh', levels: [2] }, ['timeZone', 'levels']],
  [{ timeZone: 'UTC' }, { language: 'ar' }, ['timeZone', 'language']],
  [undefined, { language: 'ar' }, ['language']],
  [{ language: 'ar' }, null, ['language']],
])('%j and %j differ in %j', (file, deployed, names) => {
  expect(changedSettings(file, deployed)).toEqual(names);
});

const email = (endpoint: string) => ({ protocol: 'email', endpoint });
const INTEGRATE = 'arn:aws:lambda:eu-central-1:111122223333:function:flavours-error-webhook-prod-integrate';
const subscribed = (topic: string, index: number, Protocol: string, Endpoint: string) =>
  resource(`S${topic}${index}`, 'AWS::SNS::Subscription', { TopicArn: { Ref: topic }, Protocol, Endpoint });
const stack = stackWith([
  resource('AlertsTopic', 'AWS::SNS::Topic', {}, 'arn:alerts'),
  resource('AlarmsTopic', 'AWS::SNS::Topic', {}, 'arn:alarms'),
  subscribed('AlertsTopic', 1, 'email', 'sara@shop.example'),
  subscribed('AlertsTopic', 2, 'lambda', INTEGRATE),
  subscribed('AlertsTopic', 3, 'lambda', INTEGRATE.replace('integrate', 'selftest')),
  subscribed('AlarmsTopic', 1, 'email', 'ops@shop.example'),
]);
const [SARA, OPS] = [email('sara@shop.example'), email('ops@shop.example')];
const compare = (file: object, alerts = [SARA], alarms = [OPS]) =>
  fileFindings(stack, {
    file,
    deployed: { timeZone: 'UTC', language: 'en' },
    subscribers: { alerts, alarms },
  });
const found = (differences: string) => [
  {
    check: 'oncall-file',
    subject: 'oncall.yml',
    severity: 'warning',
    what: `oncall.yml is not what is deployed: ${differences}.`,
    mend: DEPLOY,
  },
];

test('a file that is deployed is well; the functions of the stack are nobody in it', () => {
  expect(compare({ timeZone: 'UTC', language: 'en' })).toEqual([]);
});

test('settings and people that differ are named, and no value of a setting', () => {
  expect(compare({ timeZone: 'Asia/Riyadh', language: 'ar' })).toMatchObject(
    found('these settings differ: timeZone, language'),
  );
  expect(compare({ timeZone: 'UTC', language: 'en' }, [SARA, OPS], [SARA])).toMatchObject(
    found(
      'email ops@shop.example is not deployed; email sara@shop.example is not deployed; email ops@shop.example is still deployed',
    ),
  );
  expect(compare({ timeZone: 'UTC' }, [SARA], [])).toMatchObject(
    found('these settings differ: language; email ops@shop.example is still deployed'),
  );
});

test('endpoints that fall together with the webhook are named', () => {
  expect(sharedFateFindings('shop.example', [])).toEqual([]);
  expect(sharedFateFindings('alerts.shop.example', ['a.shop.example', 'b.shop.example'])).toMatchObject([
    {
      check: 'shared-fate',
      subject: 'alerts.shop.example',
      severity: 'warning',
      what: 'The error webhook (alerts.shop.example) shares its host or domain with a.shop.example, b.shop.example.',
      mend: 'Give the webhook a domain of its own, or the one that AWS gave it; then paste the new URL into Flavours.',
    },
  ]);
});
