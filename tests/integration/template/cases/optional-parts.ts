import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ofType, type Packaged } from '../packaged.ts';
import { dev, HEARTBEAT_URL, prod } from '../stages.ts';

/* What only some stacks have. */

test('a stack without integrations has nothing of them; with them it has a function of its own', () => {
  const ownIn = (stage: Packaged): string[] =>
    Object.keys(stage.template.Resources).filter((name) => /integrat/i.test(name) && !/HttpApi/.test(name));
  expect(ownIn(dev)).toEqual([]);
  expect(dev.text).not.toMatch(/INTEGRATIONS|Integrate/);
  expect(prod.template.Resources['IntegrateSubscription']?.Properties).toEqual({
    TopicArn: { Ref: 'AlertsTopic' },
    Protocol: 'lambda',
    Endpoint: { 'Fn::GetAtt': ['IntegrateLambdaFunction', 'Arn'] },
    FilterPolicy: { recipient: ['machines:level-1'] },
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } },
  });
  expect(prod.template.Resources['IntegratePermission']?.Properties).toMatchObject({
    Principal: 'sns.amazonaws.com',
    SourceArn: { Ref: 'AlertsTopic' },
  });
  const config = Object.values(ofType(prod, 'AWS::Lambda::EventInvokeConfig')).map(
    ({ Properties }) => Properties,
  );
  expect(config).toContainEqual(
    expect.objectContaining({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['IntegrateQueue', 'Arn'] } } },
    }),
  );
});

test('the address that hears the heartbeat is in the variables of the sweep, and nowhere else', () => {
  const { Variables } = z
    .object({ Variables: z.record(z.string(), z.json()) })
    .parse(ofType(prod, 'AWS::Lambda::Function')['SweepLambdaFunction']?.Properties['Environment']);
  expect(JSON.parse(String(Variables['HEARTBEAT']))).toEqual({
    url: HEARTBEAT_URL,
    everyMinutes: 5,
    method: 'GET',
  });
  expect(prod.text.split(HEARTBEAT_URL)).toHaveLength(2);
  const shipped = Object.values(prod.zips).flatMap((files) => Object.values(files));
  expect(shipped.filter((text) => text.includes('heartbeat-secret'))).toEqual([]);
  const alarms = (stage: Packaged) =>
    Object.keys(stage.template.Resources).filter((name) => /^Heartbeat/.test(name));
  expect([alarms(prod), alarms(dev)]).toEqual([['HeartbeatMissingAlarm'], []]);
});

test('a budget is there only where somebody has said how much, and goes to the alarms topic', () => {
  for (const { text, template } of [dev, prod]) {
    expect(JSON.parse(text)).toMatchObject({
      Parameters: { BudgetUsd: { Type: 'Number', Default: '0' } },
      Conditions: { IsBudgeted: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'BudgetUsd' }, 0] }] } },
      Resources: { Budget: { Condition: 'IsBudgeted' } },
    });
    const budget = template.Resources['Budget']?.Properties;
    expect(budget).toMatchObject({
      Budget: { BudgetType: 'COST', BudgetLimit: { Amount: { Ref: 'BudgetUsd' } } },
    });
    // A name of its own would make each change of the notifications fail.
    expect(JSON.stringify(budget)).not.toContain('BudgetName');
    expect(JSON.stringify(template.Resources['AlarmsTopicPolicy'])).toContain('budgets.amazonaws.com');
  }
});
