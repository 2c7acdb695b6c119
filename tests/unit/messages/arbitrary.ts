import fc from 'fast-check';
import { Cause } from '../../../lib/domain/diagnosis/cause.ts';
import { AlertKind, RecordedActionKind } from '../../../lib/domain/incidents/last-sent.ts';
import type { Alert } from '../../../lib/messages/sections/message.ts';
import { anyCodePoints, webUrl } from '../../any-text.ts';
import { at, incident, sentAt } from './fixtures.ts';

/** Any text at all: lone surrogates, controls, right-to-left, emoji, markup. */
export const anyText = (maxLength: number) =>
  fc.oneof(
    anyCodePoints({ maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc
      .array(fc.nat(0xffff), { maxLength })
      .map((units) => units.map((unit) => String.fromCharCode(unit)).join('')),
    fc.string({
      unit: fc.constantFrom('[', '|', '~', '_', '`', '€', '\\', ' ', '.', '/', 'a', '\n', '\u202e', 'ك'),
      maxLength,
    }),
  );

const anyEndpoint = fc.oneof(
  webUrl({ withQuery: true }),
  fc.constant(undefined),
  anyText(80).map((path) => `https://api.shop.example:8443/${encodeURI(path.toWellFormed())}`),
  anyText(60),
);

const anyCounts = fc.dictionary(anyText(20), fc.nat(1e9), { maxKeys: 21 });

/** An incident with any content that the types allow, in any of its states. */
export const anyAlert: fc.Arbitrary<Alert> = fc
  .record({
    kind: fc.constantFrom(...AlertKind.options),
    resolution: fc.constantFrom('person' as const, 'quiet' as const, undefined),
    reason: anyText(60),
    endpoint: anyEndpoint,
    incidentId: fc.oneof(
      fc.constant('k3m9x2p4q7ra-1'),
      anyText(200).filter((text) => text.length > 0),
    ),
    cause: fc.constantFrom(...Cause.options),
    count: fc.nat(Number.MAX_SAFE_INTEGER),
    codes: anyCounts,
    sources: anyCounts,
    message: fc.option(anyText(200), { nil: undefined }),
    code: fc.option(fc.maxSafeInteger(), { nil: undefined }),
    resolvedBy: fc.option(anyText(80), { nil: undefined }),
    isSent: fc.boolean(),
    level: fc.constantFrom(undefined, 1, 2, 5),
    recentActions: fc.array(
      fc.record({
        kind: fc.constantFrom(...RecordedActionKind.options),
        actor: anyText(80),
        text: anyText(80),
      }),
      { maxLength: 3 },
    ),
    lastMinute: fc.nat(100_000),
  })
  .map(
    ({
      kind,
      resolution,
      reason,
      message,
      code,
      resolvedBy,
      isSent,
      lastMinute,
      level,
      recentActions,
      ...rest
    }) => ({
      kind,
      reason,
      ...(level !== undefined && { level }),
      incident: incident({
        ...rest,
        recentActions: recentActions.map((recorded, index) => ({
          ...recorded,
          number: index + 1,
          at: at(2),
          until: at(40),
        })),
        ...(kind === 'acknowledged' && {
          state: 'acknowledged',
          acknowledgedBy: reason,
          acknowledgedUntil: at(40),
        }),
        lastAt: at(lastMinute),
        sample: { at: at(0), ...(code !== undefined && { code }), ...(message !== undefined && { message }) },
        ...(kind === 'resolved' && {
          state: 'resolved',
          resolvedAt: at(lastMinute + 5),
          ...(resolution && { resolution }),
          ...(resolvedBy !== undefined && { resolvedBy }),
        }),
        ...(isSent && { lastSent: sentAt(1, { cause: reason }) }),
      }),
    }),
  );
