import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { QUIET_MS } from '../../../../lib/domain/incidents/ended-by-time.ts';
import { OPEN_LIST } from '../../../../lib/domain/incidents/incident.ts';
import { newIncident, transition } from '../../../../lib/domain/incidents/transition.ts';
import { at, notification, oncall, opened, unreadable } from '../../examples.ts';

const alerted = (incident = opened()) => ({
  ...incident,
  lastSent: markSent(
    incident,
    { email: { kind: 'opened', reason: '', level: 1, cycle: '0' } },
    ['email'],
    at('03:00:02.000'),
  ),
});

describe('notified', () => {
  test('the first notification opens an incident on the open list', () => {
    expect(opened()).toMatchObject({
      incidentId: 'abcdefghjkmn-1',
      state: 'open',
      listName: OPEN_LIST,
      count: 1,
      openedAt: '2026-11-23T03:00:00.000Z',
      lastAt: '2026-11-23T03:00:00.000Z',
      codes: { 503: 1 },
      sources: { main: 1 },
      version: 1,
    });
  });

  test('the endpoint is stored without what its URL hides', () => {
    expect(
      opened({ endpoint: 'https://user:pw@api.shop.example/hooks/orders?token=abc#part' }).endpoint,
    ).toBe('https://***@api.shop.example/hooks/orders?token=***');
  });

  test('secrets of a URL that the message repeats are not kept in the sample', () => {
    const { sample } = opened({ message: 'cURL error 28 for https://user:pw@h.example/x?token=abc&y=1' });
    expect(sample.message).toBe('cURL error 28 for https://***@h.example/x?token=***&y=***');
  });

  test('counts, times, codes and sources do not depend on the order of arrival', () => {
    const revision = fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 500, max: 504 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(revision, fc.array(fc.nat()), (drawn, order) => {
        const notifications = drawn.map(([second, code]) =>
          notification({
            receivedAt: at(`03:00:${String(second).padStart(2, '0')}.000`).toISOString(),
            code,
          }),
        );
        const shuffled = notifications
          .map((one, index) => ({ one, rank: order[index] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        const grouped = [notifications, shuffled].map((list) =>
          list.reduce(
            (incident, one) =>
              transition(incident, { kind: 'notified', notifications: [one] }, at('04:00:00.000')),
            newIncident('abcdefghjkmn', 1, list[0] ?? notification()),
          ),
        );
        const facts = grouped.map(({ count, openedAt, lastAt, codes, sources }) => ({
          count,
          openedAt,
          lastAt,
          codes,
          sources,
        }));
        expect(facts[0]).toEqual(facts[1]);
        expect(facts[0]?.count).toBe(drawn.length);
      }),
    );
  });

  test('the first 20 codes are counted apart and the rest together', () => {
    const notifications = Array.from({ length: 50 }, (_, code) => notification({ code }));
    const incident = notifications.reduce(
      (before, one) => transition(before, { kind: 'notified', notifications: [one] }, at('04:00:00.000')),
      newIncident('abcdefghjkmn', 1, notification()),
    );
    expect(Object.keys(incident.codes)).toHaveLength(21);
    expect(incident.codes['other']).toBe(30);
  });

  test('a source with the name of an object method is counted like any other', () => {
    expect(opened({ source: 'constructor' }).sources).toEqual({ constructor: 1 });
  });

  test('what could not be read has the cause unreadable and the problem as its sample', () => {
    const first = unreadable();
    const incident = transition(
      newIncident(first.endpointKey, 1, first),
      { kind: 'notified', notifications: [first] },
      at('03:00:01.000'),
    );
    expect(incident).toMatchObject({ cause: 'unreadable', codes: {}, sample: { message: first.problem } });
    expect(incident.endpoint).toBeUndefined();
  });

  test('a resolved incident is never opened again: the next outage is the next number', () => {
    const resolved = transition(opened(), { kind: 'resolved', actor: 'Sara' }, at('04:00:00.000'));
    const next = notification({ receivedAt: at('04:00:00.001').toISOString() });
    expect(transition(resolved, { kind: 'notified', notifications: [next] }, at('05:00:00.000'))).toBe(
      resolved,
    );
    expect(
      transition(resolved, { kind: 'notified', notifications: [notification(), next] }, at('05:00:00.000')),
    ).toBe(resolved);
    expect(transition(resolved, { kind: 'resolved', actor: 'Omar' }, at('05:00:00.000'))).toBe(resolved);
  });
});

describe('closing', () => {
  test('a person resolves, by name', () => {
    expect(transition(opened(), { kind: 'resolved', actor: 'Sara' }, at('04:00:00.000'))).toMatchObject({
      state: 'resolved',
      resolution: 'person',
      resolvedBy: 'Sara',
      resolvedAt: '2026-11-23T04:00:00.000Z',
      version: 2,
    });
  });

  test('six hours without a notification close it as unverified, and not a moment less', () => {
    const incident = alerted();
    const lastMs = Date.parse(incident.lastAt);
    expect(transition(incident, { kind: 'clock' }, new Date(lastMs + QUIET_MS - 1))).toBe(incident);
    expect(transition(incident, { kind: 'clock' }, new Date(lastMs + QUIET_MS))).toMatchObject({
      state: 'resolved',
      resolution: 'quiet',
    });
  });

  test('quiet does not close what nobody was told of', () => {
    const incident = opened();
    expect(
      transition(incident, { kind: 'clock' }, new Date(Date.parse(incident.lastAt) + 2 * QUIET_MS)),
    ).toBe(incident);
  });
});

test('the settings of an empty on-call file are the defaults', () => {
  expect(oncall).toMatchObject({ timeZone: 'UTC', language: 'en' });
});
