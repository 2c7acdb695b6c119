import { describe, expect, test } from '@jest/globals';
import { decide, isOutside } from '../../../examples/recovery/change.ts';
import { invocationOf } from '../../../examples/recovery/event.ts';
import { jobsOf } from '../../../examples/recovery/jobs.ts';
import { type Window, windowsIn } from '../../../examples/recovery/window.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import { at, contextAt, incident, opened, resolved } from '../messages/fixtures.ts';

const machine = ({ machine: text }: { machine: string }): string => text;
const ended = (index: number) => {
  const alert = resolved();
  return { ...alert, incident: { ...alert.incident, incidentId: `k3m9x2p4q7ra-${index + 1}` } };
};

describe('the windows of a message', () => {
  test('are that of one end, in UTC', () => {
    expect(windowsIn(machine(renderAlert(resolved(), ['machines'], contextAt(72))))).toEqual([
      {
        dedupKey: 'k3m9x2p4q7ra-1',
        family: 'orders',
        from: at(-2),
        to: at(68),
        isEndProven: false,
        atLeast: resolved().incident.count,
      },
    ]);
  });

  test('are all forty of a digest, and none of what still fails', () => {
    const alerts = [...Array.from({ length: 40 }, (_, index) => ended(index)), opened()];
    const windows = windowsIn(machine(renderDigest(alerts, ['email'], contextAt(72))));
    expect(new Set(windows.map(({ dedupKey }) => dedupKey)).size).toBe(40);
  });

  test('are none of what is open, of a test, of a post that names no endpoint, and of a kind that is not known', () => {
    const unread = resolved();
    const texts = [
      machine(renderAlert(opened(), ['email'], contextAt(0))),
      machine(
        renderAlert(
          { ...unread, incident: incident({ ...unread.incident, endpoint: undefined, cause: 'unreadable' }) },
          ['email'],
          contextAt(72),
        ),
      ),
      JSON.stringify({ version: 1, kind: 'warning', warnings: [] }),
      JSON.stringify({ version: 1, dedupKey: 'a-1', kind: 'later', state: 'later', count: 0 }),
    ];
    expect(texts.flatMap(windowsIn)).toEqual([]);
  });

  test.each([
    ['no JSON'],
    ['{}'],
    ['{"version":2,"kind":"digest"}'],
    ['{"version":1,"kind":"digest"}'],
    ['{"version":1,"kind":"digest","incidents":[{"dedupKey":"a-1","state":"resolved","count":1}]}'],
  ])('are not guessed from %s: it fails, and the message is kept', (text) => {
    expect(() => windowsIn(text)).toThrow();
  });
});

describe('an invocation', () => {
  const text = '{"version":1,"kind":"warning"}';
  test.each<[string, unknown, boolean]>([
    [
      'a queue with the envelope of SNS',
      {
        Records: [
          {
            eventSource: 'aws:sqs',
            messageId: 'm',
            body: JSON.stringify({ Type: 'Notification', Message: text }),
          },
        ],
      },
      true,
    ],
    [
      'a queue with raw delivery',
      { Records: [{ eventSource: 'aws:sqs', messageId: 'm', body: text }] },
      true,
    ],
    [
      'the topic itself',
      { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 'm', Message: text } }] },
      false,
    ],
  ])('by %s holds the message', (_, event, isQueue) => {
    expect(invocationOf(event)).toEqual({ isQueue, messages: [{ id: 'm', text }] });
  });

  test('by a person names a job', () => {
    expect(invocationOf({ release: 'orders a b' })).toEqual({
      isQueue: false,
      messages: [],
      release: 'orders a b',
    });
  });

  test('by anything else fails', () => {
    expect(() => invocationOf({ Records: [{ eventSource: 'aws:s3' }] })).toThrow();
  });
});

describe('the jobs of windows', () => {
  const window = (from: number, to: number, over: Partial<Window> = {}): Window => ({
    dedupKey: `a-${from}`,
    family: 'orders',
    from: at(from),
    to: at(to),
    isEndProven: true,
    atLeast: 1,
    ...over,
  });
  const spans = (...windows: Window[]) => jobsOf(windows).map(({ jobId }) => jobId);

  test('are one listing where they overlap, in whatever order they come', () => {
    expect(spans(window(5, 20), window(0, 10), window(20, 25), window(26, 30))).toEqual([
      `orders ${at(0)} ${at(25)} proven`,
      `orders ${at(26)} ${at(30)} proven`,
    ]);
    expect(jobsOf([window(0, 30), window(5, 10)])).toMatchObject([
      { to: at(30), dedupKeys: ['a-0', 'a-5'], atLeast: 2 },
    ]);
  });

  test('keep families apart, and what is proven from what is not', () => {
    expect(spans(window(0, 10), window(0, 10, { family: 'products' }))).toHaveLength(2);
    const jobs = jobsOf([window(0, 10), window(5, 20, { isEndProven: false })]);
    expect(jobs.map(({ isEndProven, to }) => [isEndProven, to])).toEqual([
      [true, at(10)],
      [false, at(20)],
    ]);
  });

  test('are the same for the same windows, so that what comes twice is done once', () => {
    const once = [window(0, 10), window(5, 20)];
    expect(jobsOf(once.toReversed())).toEqual(jobsOf(once));
    expect(jobsOf([...once, ...once])).toEqual(jobsOf(once));
  });
});

describe('an entry of a listing', () => {
  const clock = { now: new Date(at(60)), cookWithinMs: 20 * 60_000 };
  const change = (created: number, updated = created) => ({
    id: '1',
    createdAt: at(created),
    updatedAt: at(updated),
    data: {},
  });

  test('of before the outage or after its proven end is left alone; what has changed since is not', () => {
    const proven = { from: at(0), to: at(60), isEndProven: true };
    expect(isOutside(change(-10, -1), proven)).toBe(true);
    expect(isOutside(change(-10, 0), proven)).toBe(false);
    expect(isOutside(change(60, 500), proven)).toBe(false);
    expect(isOutside(change(61), proven)).toBe(true);
    expect(isOutside(change(61), { ...proven, isEndProven: false })).toBe(false);
  });

  test('replaces nothing that is as new', () => {
    expect(decide(change(50), { updatedAt: at(50) }, clock)).toBe('already-had');
    expect(decide(change(50), { updatedAt: at(51) }, clock)).toBe('already-had');
    expect(decide(change(40, 50), { updatedAt: at(49) }, clock)).toEqual({ cook: false });
  });

  test('is cooked only while it is young, and only if it is new to the merchant', () => {
    expect(decide(change(40), undefined, clock)).toEqual({ cook: true });
    expect(decide(change(39.99), undefined, clock)).toEqual({ cook: false });
    expect(decide(change(-60, 59), undefined, clock)).toEqual({ cook: false });
    expect(decide(change(50, 55), { updatedAt: at(50) }, clock)).toEqual({ cook: false });
  });
});
