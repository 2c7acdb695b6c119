import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { anchorsOf, textOf } from '../../architecture/documents.ts';
import { type Alarm, type Figure, type State, stateOf, statesOf } from './cloudwatch.ts';
import type { FaultRow } from './fault-row.ts';
import { FAULTS, HEALTHY } from './fault-rows.ts';
import { templateAlarms } from './template-alarms.ts';

const alarms = templateAlarms();
const RUNBOOK = 'docs/runbook.md';
/** Minutes (or hours) of good health before a fault, of the fault, and after it. */
const BEFORE = 30;
const LASTS = 120;
const AFTER = 90;

test('each alarm has a fault by which it is fired, and no fault is of an alarm that is gone', () => {
  expect(Object.keys(FAULTS).toSorted()).toEqual([...alarms.keys()].toSorted());
  expect(alarms.size).toBeGreaterThan(40);
});

const minutesOf = ({ each }: FaultRow): number => (each === 'hour' ? 60 : 1);

/** What is reported before, during and after a fault: once a minute, or once an hour. */
const figuresOf = (row: FaultRow, lasts: number): Figure[] => {
  const { reports, stops = () => false } = row;
  return Array.from({ length: BEFORE + lasts + AFTER }, (_, index) => {
    const isFaulty = index >= BEFORE && index < BEFORE + lasts;
    const now = isFaulty ? [...HEALTHY.filter((one) => !stops(one)), ...reports] : HEALTHY;
    return now.map((one) => ({ ...one, minute: index * minutesOf(row) }));
  }).flat();
};

const rows = Object.entries(FAULTS).flatMap(([name, faults]) =>
  faults.map((row) => ({ name, row, fault: row.fault, rings: row.rings })),
);
const alarmOf = (name: string): Alarm => {
  const alarm = alarms.get(name);
  if (!alarm) throw new Error(`there is no ${name}`);
  return alarm;
};

describe.each(rows)('$name: $fault', ({ name, row, rings }) => {
  const states = statesOf(alarmOf(name), figuresOf(row, LASTS), BEFORE + LASTS + AFTER - 1, minutesOf(row));

  test('it is quiet while all is well', () => {
    expect(new Set(states.slice(0, BEFORE))).toEqual(new Set<State>(['OK']));
  });

  test(`it rings after ${rings} ${row.each ?? 'minute'}s of the fault, and as long as that lasts`, () => {
    expect(states.indexOf('ALARM') - BEFORE + 1).toBe(rings);
    expect(new Set(states.slice(BEFORE + rings - 1, BEFORE + LASTS))).toEqual(new Set(['ALARM']));
  });

  // The money spent this month does not become less.
  if (name !== 'SmsSpendAlarm')
    test('it ends once the fault has', () => {
      expect(states.at(-1)).toBe('OK');
    });
});

test('a figure of another stage, function or topic rings no alarm of ours', () => {
  for (const { name, row } of rows) {
    if (row.reports.every(({ dimensions }) => Object.keys(dimensions).length === 0)) continue;
    const elsewhere = row.reports.map((one) => ({
      ...one,
      dimensions: Object.fromEntries(
        Object.entries(one.dimensions).map(([key, value]) => [key, `${value}-2`]),
      ),
    }));
    const states = statesOf(
      alarmOf(name),
      figuresOf({ ...row, reports: elsewhere, stops: () => false }, 60),
      BEFORE + 60,
    );
    expect([name, ...new Set(states)]).toEqual([name, 'OK']);
  }
});

describe('three silent minutes', () => {
  const silent = FAULTS['SweepSilentAlarm']?.[0];
  const figures = silent ? figuresOf(silent, LASTS) : [];

  test('would ring after five on the bare metric: CloudWatch looks further back for real figures', () => {
    const { Metrics: _, ...filled } = alarmOf('SweepSilentAlarm');
    const bare: Alarm = {
      ...filled,
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: 'flavours-error-webhook-test-sweep' }],
      Statistic: 'Sum',
      Period: 60,
    };
    expect(statesOf(bare, figures, BEFORE + 20).indexOf('ALARM') - BEFORE + 1).toBe(5);
  });

  test('a metric that is two minutes late rings nothing', () => {
    const late = HEALTHY.flatMap((one) =>
      Array.from({ length: BEFORE }, (_, minute) => ({ ...one, minute })),
    );
    expect(stateOf(alarmOf('SweepSilentAlarm'), late, BEFORE + 1, 'OK')).toBe('OK');
  });

  test.each(['SweepSilentAlarm', 'CheckSilentAlarm', 'AlertsOverdueAlarm', 'NotGroupedAlarm'])(
    '%s rings as well where nothing was ever reported',
    (name) => {
      expect(statesOf(alarmOf(name), [], 10).at(-1)).toBe('ALARM');
    },
  );
});

test('a doctor that runs once a day is not silent, and neither is one in a stack that does not live yet', () => {
  const alarm = alarmOf('DoctorSilentAlarm');
  const named = (of: string) => HEALTHY.filter(({ dimensions }) => dimensions['FunctionName']?.endsWith(of));
  const hours = Array.from({ length: 100 }, (_, hour) => hour);
  const daily = hours.flatMap((hour) =>
    [...named('sweep'), ...(hour % 24 === 5 ? named('doctor') : [])].map((one) => ({
      ...one,
      minute: hour * 60,
    })),
  );
  expect(new Set(statesOf(alarm, daily, 99, 60))).toEqual(new Set(['OK']));
  expect(new Set(statesOf(alarm, [], 99, 60))).toEqual(new Set(['OK']));
});

test('an alert on the border of two periods counts as delivered', () => {
  const figures = HEALTHY.filter(({ namespace }) => namespace === 'AWS/SNS').map((one) => ({
    ...one,
    minute: one.name === 'NumberOfMessagesPublished' ? 10 : 11,
  }));
  const states = statesOf(alarmOf('AlertsReachNobodyAlarm'), figures, 40);
  expect(new Set(states)).toEqual(new Set(['OK']));
  const lost = statesOf(
    alarmOf('AlertsReachNobodyAlarm'),
    figures.filter(({ minute }) => minute === 10),
    40,
  );
  expect(lost).toContain('ALARM');
  expect(lost.at(-1)).toBe('OK');
});

describe('the runbook', () => {
  const articles = anchorsOf(textOf(RUNBOOK));
  const links = [...alarms].map(([name, { AlarmDescription }]) => ({
    name,
    description: AlarmDescription,
    link: /(\S+)#(\w+)$/.exec(AlarmDescription),
  }));

  test.each(links)(
    '$name says what to do first, and ends with the link to its article',
    ({ name, description, link }) => {
      expect(description).toMatch(/First /);
      expect(link?.[1]).toBe(`\${self:custom.runbook}`);
      expect(link?.[2]).toBe(name.toLowerCase());
      expect(articles).toContain(link?.[2]);
    },
  );

  test('each article says what it means, who is affected, what to do first, and how it ends', () => {
    const text = textOf(RUNBOOK);
    const names = [...text.matchAll(/^## (\w+Alarm)$/gm)].map(([, name]) => name ?? '');
    expect(names.toSorted()).toEqual([...alarms.keys()].toSorted());
    for (const article of text.split(/^## /m).slice(1))
      expect([...article.matchAll(/^- \*\*(\w+):\*\* ./gm)].map(([, part]) => part)).toEqual([
        'Means',
        'Affected',
        'First',
        'Ends',
      ]);
  });

  test('the template leads there unless a deploy says otherwise', () => {
    expect(readFileSync('serverless.yml', 'utf8')).toContain(`runbook: \${param:runbook, '${RUNBOOK}'}`);
  });
});
