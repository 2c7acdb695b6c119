import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { jsonOfDigest, MachineAlert } from '../../../../lib/messages/formats/machine-json.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { anyAlert } from '../arbitrary.ts';
import { at, contextAt, incident, opened, resolved, sentAt } from '../fixtures.ts';
import { stories } from '../stories.ts';

const parsed = (machine: string): MachineAlert => MachineAlert.parse(JSON.parse(machine));

test.each(Object.entries(stories))('the machine form of %s is all that its schema knows', (_, render) => {
  const { machine } = render();
  expect(parsed(machine)).toEqual(JSON.parse(machine));
});

test('the machine form of any incident fits its schema and is well-formed', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      const { machine } = renderAlert(alert, ['email'], contextAt(10));
      const digest = renderDigest([alert, opened()], ['email'], contextAt(10)).machine;
      for (const text of [machine, digest]) {
        parsed(text);
        expect(text.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('all that is told of one incident has one deduplication key', () => {
  const alerted = incident({ lastSent: sentAt(0) });
  const machines = [
    renderAlert(opened(), ['email'], contextAt(0)),
    renderAlert({ kind: 'reminder', reason: 'quiet', incident: alerted }, ['email'], contextAt(60)),
    renderAlert(resolved(), ['email'], contextAt(72)),
  ].map(({ machine }) => z.looseObject({ dedupKey: z.string() }).parse(JSON.parse(machine)).dedupKey);
  expect(new Set(machines)).toEqual(new Set(['k3m9x2p4q7ra-1']));
});

test('a text arrives as one line of what can be seen', () => {
  const message = 'مرحبا\n"\\\u0001😀\ud83d';
  const { machine } = renderAlert(
    opened({ sample: { at: incident().openedAt, message } }),
    ['email'],
    contextAt(0),
  );
  expect(parsed(machine)).toMatchObject({ sample: { message: 'مرحبا "\\ 😀\ufffd' } });
});

test('the window begins two minutes before the first notification, and its end is not proven', () => {
  expect(parsed(renderAlert(resolved(), ['email'], contextAt(72)).machine)).toMatchObject({
    backfill: {
      from: '2026-06-12T19:40:07.000+03:00',
      to: '2026-06-12T20:50:07.000+03:00',
      isEndProven: false,
    },
  });
});

test('a digest has its members with their names up to 45 of them, beyond that only what is needed to look them up', () => {
  const digestOf = (count: number): unknown =>
    JSON.parse(
      renderDigest(
        Array.from({ length: count }, () => opened()),
        ['email'],
        contextAt(0),
      ).machine,
    );
  const dedupKey = 'k3m9x2p4q7ra-1';
  const named = expect.objectContaining({ dedupKey, name: 'Orders webhook' });
  expect(digestOf(45)).toMatchObject({ incidents: Array(45).fill(named) });
  expect(digestOf(46)).toMatchObject({
    incidents: Array(46).fill({ dedupKey, kind: 'opened', state: 'open', severity: 'critical', count: 1 }),
  });
  expect(digestOf(46)).not.toMatchObject({ incidents: Array(46).fill(named) });
});

test('a digest lists 450 incidents at most, and says how many there are where it leaves some out', () => {
  const digestOf = (count: number) =>
    z.looseObject({ incidents: z.array(z.unknown()), total: z.int().optional() }).parse(
      JSON.parse(
        jsonOfDigest(
          Array.from({ length: count }, () => opened()),
          contextAt(0),
        ),
      ),
    );
  expect(digestOf(450).incidents).toHaveLength(450);
  expect(digestOf(450)).not.toHaveProperty('total');
  expect(digestOf(451)).toMatchObject({ total: 451 });
  expect(digestOf(451).incidents).toHaveLength(450);
});

test('who is on duty has their name in oncall.yml, until when, and for whom', () => {
  const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
  const { people, duties, covers } = RuntimeOncallConfig.parse({
    people: { sara: person('Sara'), omar: person('Omar') },
    duties: [{ people: ['sara'] }, { people: ['omar'] }],
    covers: [
      {
        id: 'c',
        covered: { person: 'omar' },
        by: 'sara',
        from: at(0),
        to: at(60),
        reason: '',
        createdBy: '',
        createdAt: at(0),
      },
    ],
  });
  const alert = { ...opened(), level: 2, onDuty: ['sara'] };
  const onDuty = (machine: string) =>
    z.looseObject({ onDuty: z.unknown() }).parse(JSON.parse(machine)).onDuty;
  const expected = [
    { level: 1, person: 'sara', name: 'Sara' },
    { level: 2, person: 'sara', name: 'Sara', until: '2026-06-12T20:42:07.000+03:00', instead: 'omar' },
  ];
  const context = contextAt(10, { people, duties, covers });
  expect(onDuty(renderAlert(alert, ['email'], context).machine)).toStrictEqual(expected);
  expect(onDuty(renderDigest([alert, alert], ['email'], context).machine)).toStrictEqual(expected);
});

test('a secret stands in no field', () => {
  const token =
    'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
  const { machine } = renderAlert({ ...opened(), reason: token }, ['email'], contextAt(0));
  expect(machine).not.toContain('dozjgNryP4J3jVmNHl0w5N');
});
