import { expect, test } from '@jest/globals';
import { UNSENT_KEPT } from '../../../lib/domain/incidents/recorded-action.ts';
import { CustomNotification } from '../../../lib/messages/formats/chat.ts';
import { MachineAlert } from '../../../lib/messages/formats/machine-json.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Message } from '../../../lib/messages/sections/message.ts';
import { contextAt, incident } from './fixtures.ts';

/** SNS takes 262,144. What is left is room for fields that are added without a thought of this. */
const LIMIT = 220_000;

/** As SNS counts: the JSON of all texts, and names, types and values of the attributes. */
const bytesOf = ({ subject, email, sms, chat, machine, attributes }: Message): number =>
  Buffer.byteLength(JSON.stringify({ default: machine, email, sms, https: chat })) +
  Buffer.byteLength(subject) +
  Buffer.byteLength(
    JSON.stringify(
      Object.entries(attributes).map((pair) => [...pair, 'String.Array', JSON.stringify(pair[1])]),
    ),
  );

const HEAVY = ['"', '\\', '\u0001', '\ud800', '😀', 'ك', '\u2028', '%22', "'", 'a b '];

const hostile = (index: number, unit: string): Alert => ({
  kind: 'changed',
  reason: unit.repeat(1000),
  incident: incident({
    incidentId: `k3m9x2p4q7ra-${1_000_000 + index}`,
    endpoint: `https://h${index}.example/${unit}`.padEnd(2048, unit).slice(0, 2048),
    count: Number.MAX_SAFE_INTEGER,
    codes: Object.fromEntries(
      Array.from({ length: 21 }, (_, code) => [`${Number.MAX_SAFE_INTEGER - code}`, 1]),
    ),
    sources: Object.fromEntries(
      Array.from({ length: 21 }, (_, source) => [`${index}-${source}`.padEnd(64, '_'), 1]),
    ),
    sample: { at: '2026-06-12T16:42:07.000Z', code: 503, message: unit.repeat(1000).slice(0, 1000) },
    recentActions: Array.from({ length: UNSENT_KEPT }, (_, recorded) => ({
      number: recorded + 1,
      kind: 'note',
      actor: unit.repeat(60).slice(0, 60),
      at: '2026-06-12T16:42:07.000Z',
      text: unit.repeat(1000).slice(0, 1000),
    })),
  }),
});

/** The longest end there is: with a proven window, both reasons of it, and somebody who closed it. */
const ended = (index: number, unit: string): Alert => {
  const { incident: open, ...alert } = hostile(index, unit);
  return {
    ...alert,
    kind: 'resolved',
    incident: {
      ...open,
      state: 'resolved',
      resolution: 'expired',
      resolvedAt: '2026-10-25T00:59:59.999Z',
      resolvedBy: unit.repeat(60).slice(0, 60),
      lossWindow: {
        from: '2026-10-24T00:00:00.001Z',
        fromReason: 'before-first-notification',
        to: '2026-10-25T00:30:00.001Z',
        toReason: 'last-notification',
      },
    },
  };
};

const named = (index: number, unit: string) => ({
  url: `https://h${index}.example/`,
  name: unit.repeat(60).slice(0, 60),
});

test.each(HEAVY)('a digest of 45 incidents full of %j stays under 220 KB, and names all of them', (unit) => {
  const alerts = Array.from({ length: 45 }, (_, index) => hostile(index, unit));
  const context = contextAt(10, { endpoints: alerts.map((_, index) => named(index, unit)) });
  const digest = renderDigest(alerts, ['email', 'sms'], context);
  expect(bytesOf(digest)).toBeLessThan(LIMIT);
  for (const { incident } of alerts) {
    expect(digest.email).toContain(`${incident.incidentId}\n`);
    expect(digest.machine).toContain(`"dedupKey":"${incident.incidentId}"`);
  }
});

test.each(
  (['email', 'machines'] as const).flatMap((channel) => HEAVY.map((unit) => [channel, unit] as const)),
)(
  'a digest by %s of 45 ends full of %j stays under 220 KB, and holds each window in every form',
  (channel, unit) => {
    const alerts = Array.from({ length: 45 }, (_, index) => ended(index, unit));
    const endpoints = alerts.map((_, index) => named(index, unit));
    // On the night in which its clocks go back, a time is longest.
    const digest = renderDigest(
      alerts,
      [channel],
      contextAt(200_000, { endpoints, timeZone: 'Europe/Berlin' }),
    );
    expect(bytesOf(digest)).toBeLessThan(LIMIT);
    const machine = MachineAlert.parse(JSON.parse(digest.machine));
    const windows = 'incidents' in machine ? machine.incidents.map(({ backfill }) => backfill) : [];
    expect(windows).toEqual(
      Array(45).fill(
        expect.objectContaining({
          from: '2026-10-24T02:00:00.001+02:00',
          to: '2026-10-25T02:30:00.001+02:00',
          isEndProven: true,
        }),
      ),
    );
    const { content, metadata } = CustomNotification.parse(JSON.parse(digest.chat ?? ''));
    expect(content.description?.match(/Fetch again: \S.* to \S.*$/gm)).toHaveLength(45);
    for (const { incident } of alerts)
      expect(metadata?.additionalContext).toHaveProperty(
        incident.incidentId,
        '2026-10-24T00:00:00.001Z/2026-10-25T00:30:00.001Z proven',
      );
  },
);

test.each(['"', '%22', '😀'])('a digest of 450 by SMS alone, full of %j, stays under 220 KB', (unit) => {
  const alerts = Array.from({ length: 450 }, (_, index) => hostile(index, unit));
  const digest = renderDigest(alerts, ['sms'], contextAt(10));
  expect(bytesOf(digest)).toBeLessThan(LIMIT);
  expect(digest.sms).toMatch(/^450 webhooks fail, 450 critical, worst /);
});

test.each(HEAVY)('an alert full of %j stays under 220 KB', (unit) => {
  expect(bytesOf(renderAlert(hostile(1, unit), ['email', 'sms'], contextAt(10)))).toBeLessThan(LIMIT);
});
