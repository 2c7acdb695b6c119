import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { MachineAlert } from '../../../../lib/messages/formats/machine-json.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { anyAlert } from '../arbitrary.ts';
import { contextAt, incident, opened, resolved, sentAt } from '../fixtures.ts';
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
