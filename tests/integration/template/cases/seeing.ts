import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ofType, type Packaged } from '../packaged.ts';
import { dev, prod } from '../stages.ts';

/* Dashboard, queries and logs. */

const widgetsOf = (stage: Packaged) => {
  const { DashboardBody } = z
    .object({ DashboardBody: z.object({ 'Fn::Sub': z.string() }) })
    .parse(ofType(stage, 'AWS::CloudWatch::Dashboard')['Dashboard']?.Properties);
  const Body = z.object({
    widgets: z.array(
      z.object({
        type: z.enum(['metric', 'log']),
        x: z.int().min(0).max(23),
        y: z.int().min(0),
        width: z.int().min(1).max(24),
        height: z.int().min(1),
        properties: z.object({
          title: z.string(),
          region: z.string(),
          metrics: z.array(z.array(z.unknown())).optional(),
          query: z.string().optional(),
        }),
      }),
    ),
  });
  return Body.parse(JSON.parse(DashboardBody['Fn::Sub'])).widgets;
};

test('the dashboard is valid, and shows functions, tables and topics that exist', () => {
  const widgets = widgetsOf(prod);
  expect(widgets.length).toBeGreaterThan(8);
  expect(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size).toBe(widgets.length);
  const names = new Set(
    [
      ...Object.values(ofType(prod, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties['FunctionName'],
      ),
      ...Object.values(ofType(prod, 'AWS::DynamoDB::Table')).map(({ Properties }) => Properties['TableName']),
      ...Object.values(ofType(prod, 'AWS::SNS::Topic')).map(({ Properties }) => Properties['TopicName']),
      'flavours-error-webhook-prod',
    ].map(String),
  );
  const shown = widgets.flatMap(({ properties }) => properties.metrics ?? []);
  for (const row of shown) if (row.length > 3) expect(names).toContain(row[3]);
  const groups = Object.values(ofType(prod, 'AWS::Logs::LogGroup')).map(({ Properties }) =>
    String(Properties['LogGroupName']),
  );
  for (const { properties } of widgets) {
    const source = /^SOURCE '([^']+)'/.exec(properties.query ?? '')?.[1];
    if (source !== undefined && !source.startsWith('$')) expect(groups).toContain(source);
  }
});

test.each(['dev', 'prod'] as const)('each function of %s has a row where crashes are shown', (name) => {
  const stage = { dev, prod }[name];
  const functions = Object.values(ofType(stage, 'AWS::Lambda::Function')).map(
    ({ Properties }) => Properties['FunctionName'],
  );
  for (const title of ['Duration of 99 in 100 calls, ms', 'Crashes', 'Calls that Lambda refused']) {
    const graph = widgetsOf(stage).find(({ properties }) => properties.title === title);
    const rows = graph?.properties.metrics ?? [];
    expect(rows.map((row) => row[3]).toSorted()).toEqual(functions.toSorted());
  }
});

test('how our own checks fare is shown', () => {
  const shown = widgetsOf(prod).flatMap(({ properties }) => properties.metrics ?? []);
  expect(shown.map((row) => row[1])).toEqual(expect.arrayContaining(['SelfTestAge', 'SelfTestFailed']));
  expect(shown.map((row) => row.slice(1, 4))).toContainEqual([
    'Invocations',
    'FunctionName',
    'flavours-error-webhook-prod-doctor',
  ]);
});

test('each saved query is of this stage, and asks log groups of the stack', () => {
  const queries = Object.values(ofType(prod, 'AWS::Logs::QueryDefinition'));
  expect(queries).toHaveLength(5);
  for (const { Properties } of queries) {
    const { Name, LogGroupNames } = z
      .object({
        Name: z.string(),
        LogGroupNames: z.array(z.object({ Ref: z.string() })),
        QueryString: z.string(),
      })
      .parse(Properties);
    expect(Name).toMatch(/^flavours-error-webhook-prod\/./);
    for (const { Ref } of LogGroupNames)
      expect(prod.template.Resources[Ref]?.Type).toBe('AWS::Logs::LogGroup');
  }
});

test('logs are kept for a time, and longer in production', () => {
  const daysOf = (stage: Packaged) =>
    Object.values(ofType(stage, 'AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties['RetentionInDays'],
    );
  expect(daysOf(dev)).toEqual(Array(10).fill(30));
  expect(daysOf(prod)).toEqual(Array(11).fill(90));
});
