import type { Cause } from '../../../lib/domain/diagnosis/cause.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { EMPTY_FLOOD, withNotification } from '../../../lib/domain/incidents/flood.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, incident, ORDERS, opened, probed, resolved, sentAt, silenceOf } from './fixtures.ts';
import { teamStories } from './team-stories.ts';

const failing = (key: string, endpoint: string, cause: Cause, count: number, minute: number): Alert =>
  opened({
    endpointKey: key,
    incidentId: `${key}-1`,
    endpoint,
    cause,
    count,
    openedAt: at(minute),
    sample: { at: at(minute) },
  });

const storm: Alert[] = [
  failing('a1b2c3d4e5f6', 'https://api.shop.example/hooks/orders', 'connect-timeout', 31, 0),
  failing('b2c3d4e5f6g7', 'https://api.shop.example/hooks/products', 'connect-timeout', 4, 1),
  failing('c3d4e5f6g7h8', 'https://api.shop.example/hooks/customers', 'connect-timeout', 2, 1),
  failing('d4e5f6g7h8j9', 'https://burger.example/flavours/orders', 'unavailable', 12, 2),
  failing('e5f6g7h8j9k0', 'https://burger.example/flavours/menu', 'gateway-timeout', 1, 2),
  failing('f6g7h8j9k0m1', 'https://kabsa.example:8443/wh?token=***', 'tls-expired', 9, 3),
  failing('g7h8j9k0m1n2', 'https://kabsa.example:8443/wh/loyalty', 'tls-expired', 1, 3),
  failing('h8j9k0m1n2p3', 'https://pizza.example/webhooks/order-created', 'dns', 5, 4),
  failing('j9k0m1n2p3q4', 'https://sushi.example/webhooks/order-created', 'unknown', 1, 4),
  {
    kind: 'changed',
    reason: 'the count grew from 1 to 7',
    incident: incident({
      endpointKey: 'k0m1n2p3q4r5',
      incidentId: 'k0m1n2p3q4r5-3',
      endpoint: 'https://tea.example/orders',
      count: 7,
      lastSent: sentAt(0),
    }),
  },
  resolved({
    endpointKey: 'm1n2p3q4r5s6',
    incidentId: 'm1n2p3q4r5s6-2',
    endpoint: 'https://zaatar.example/orders',
    resolvedAt: at(5),
    lastAt: at(2),
    count: 3,
  }),
  opened({
    endpointKey: 'source:jeddah',
    incidentId: 'source:jeddah-1',
    endpoint: undefined,
    cause: 'unreadable',
    count: 2,
    codes: {},
    sources: { jeddah: 2 },
    sample: {
      at: at(1),
      message: '#/endpoint expected an absolute http or https URL of at most 2048 characters',
      raw: '{"code": 500, "url": "api.shop.example/hooks/menu?key=***"}',
      mentionedUrl: 'api.shop.example/hooks/menu?key=***',
    },
  }),
];

const withConsole = (minutesAfterOpening: number) => ({
  ...contextAt(minutesAfterOpening, { escalationMinutes: [15, 30] }),
  links: { baseUrl: 'https://alerts.shop.example', secret: 'a secret for golden files, long enough' },
});

const SET = '01JD0000000000000000000000';

const inArabic = (minutesAfterOpening: number) => contextAt(minutesAfterOpening, { language: 'ar' }).oncall;

const acknowledged: Alert = {
  kind: 'acknowledged',
  reason: 'Sara: acknowledged',
  level: 2,
  incident: incident({
    state: 'acknowledged',
    acknowledgedBy: 'Sara',
    acknowledgedAt: at(20),
    acknowledgedUntil: at(50),
    recentActions: [{ number: 1, kind: 'acknowledged', actor: 'Sara', at: at(20), until: at(50) }],
    count: 12,
    lastAt: at(18),
    lastSent: sentAt(15, { kind: 'escalated', count: 9 }),
  }),
};

/** A source that posts of 900 endpoints, of which three fail more than once. */
const flooded = Array.from({ length: 1000 }, (_, index) => {
  const endpoint = `https://made-up.example/${index < 900 ? index : index % 3}`;
  return {
    endpointKey: endpointKey(endpoint),
    id: '01JD0000000000000000000000',
    source: 'main',
    receivedAt: at(index / 900),
    endpoint,
    code: 503,
  };
}).reduce(withNotification, EMPTY_FLOOD);

/** One message for each thing that people are told, as it happens at night. */
export const stories: Record<string, () => Message> = {
  'opened-orders-503': () => renderAlert(opened(), ['email', 'sms'], contextAt(0.1)),
  'opened-timeout': () =>
    renderAlert(
      opened({
        cause: 'timeout',
        codes: { 0: 3 },
        count: 3,
        lastAt: at(1),
        sample: {
          at: at(1),
          code: 0,
          message:
            'cURL error 28: Operation timed out after 3001 milliseconds with 0 bytes received (see https://curl.haxx.se/libcurl/c/libcurl-errors.html)',
        },
      }),
      ['email', 'sms'],
      contextAt(1.2),
    ),
  'opened-flood': () =>
    renderAlert(
      opened({
        endpointKey: 'flood:main',
        incidentId: 'flood:main-1',
        endpoint: undefined,
        cause: 'flood',
        codes: { 503: 1000 },
        sources: { main: 1000 },
        count: 1000,
        lastAt: at(1),
        flood: flooded,
      }),
      ['email', 'sms'],
      contextAt(1.2),
    ),
  'opened-tls-expired': () =>
    renderAlert(
      opened({
        endpoint: "https://***@hooks.shop.example:8443/flavours/o'brien/menu?token=***",
        cause: 'tls-expired',
        codes: { 60: 1 },
        sample: {
          at: at(0),
          code: 60,
          message: 'cURL error 60: SSL certificate problem: certificate has expired',
        },
      }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  'opened-alike': () => renderAlert(opened({ probe: probed(503) }), ['email', 'sms'], contextAt(0.1)),
  'opened-differs': () =>
    renderAlert(
      opened({
        probe: probed(0, {
          outcome: { kind: 'failed', stage: 'tls', reason: 'certificate-expired', code: 'CERT_HAS_EXPIRED' },
          answer: undefined,
        }),
      }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  'opened-only-flavours': () =>
    renderAlert(
      opened({
        cause: 'connect-timeout',
        codes: { 0: 1 },
        sample: { at: at(0), code: 0, message: 'cURL error 28: Connection timed out' },
        probe: probed(200),
      }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  'opened-before-flavours': () =>
    renderAlert(
      opened({
        count: 0,
        codes: {},
        sources: {},
        sample: { at: at(0) },
        probe: probed(503),
        probeFailedAt: at(0),
      }),
      ['email', 'sms'],
      contextAt(3),
    ),
  'recovered-by-probes': () =>
    renderAlert(
      resolved({
        resolution: 'probes',
        resolvedBy: undefined,
        probeFailedAt: at(67),
        probe: probed(200, { at: at(68.5) }),
        lossWindow: {
          from: at(-4),
          fromReason: 'last-good-probe',
          to: at(68.5),
          toReason: 'first-good-probe',
        },
        resolvedAt: at(73),
      }),
      ['email', 'sms'],
      contextAt(73.1),
    ),
  changed: () =>
    renderAlert(
      {
        kind: 'changed',
        reason: 'the cause was connection and is now unavailable',
        incident: incident({
          count: 31,
          lastAt: at(14.8),
          codes: { 503: 25, 0: 6 },
          sources: { riyadh: 28, jeddah: 3 },
          lastSent: sentAt(5, { count: 7, cause: 'connection', kind: 'changed', growthIntervalMinutes: 10 }),
        }),
      },
      ['email'],
      contextAt(15),
    ),
  reminder: () =>
    renderAlert(
      {
        kind: 'reminder',
        reason: 'nothing was said for 60 min',
        incident: incident({
          count: 31,
          lastAt: at(24),
          codes: { 503: 31 },
          sources: { main: 31 },
          lastSent: sentAt(25, { count: 31, kind: 'changed', growthIntervalMinutes: 20 }),
        }),
      },
      ['email'],
      contextAt(85),
    ),
  'recovered-by-person': () => renderAlert(resolved(), ['email', 'sms'], contextAt(72.1)),
  'opened-get-answers-error': () =>
    renderAlert(
      opened({ cause: 'timeout', codes: { 0: 1 }, sample: { at: at(0), code: 0 }, probe: probed(500) }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  'opened-answers-as-always': () =>
    renderAlert(
      opened({
        probe: probed(503),
        normalStatus: { status: 503, learnedFrom: 'person', actor: 'Noura', at: at(-9000) },
      }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  'closed-unreported': () =>
    renderAlert(
      resolved({
        resolution: 'expired',
        resolvedBy: undefined,
        probeFailedAt: at(68 + 10_080),
        resolvedAt: at(68 + 10_080),
        lastSent: sentAt(61),
      }),
      ['email'],
      contextAt(68 + 10_081),
    ),
  'monitoring-stopped': () => renderAlert(resolved({ resolution: 'stopped' }), ['email'], contextAt(73)),
  'closed-by-quiet': () =>
    renderAlert(
      resolved({
        resolution: 'quiet',
        resolvedBy: undefined,
        resolvedAt: at(68 + 360),
        lastSent: sentAt(61),
      }),
      ['email', 'sms'],
      contextAt(68 + 361),
    ),
  escalated: () =>
    renderAlert(
      {
        kind: 'escalated',
        reason: 'nobody has acknowledged it',
        why: 'unacknowledged',
        level: 2,
        incident: incident({
          count: 9,
          lastAt: at(14),
          codes: { 503: 9 },
          sources: { main: 9 },
          lastSent: sentAt(0, { cycleStartedAt: at(0) }),
        }),
      },
      ['email', 'sms'],
      withConsole(15),
    ),
  'in-arabic': () =>
    renderAlert(
      {
        ...opened({ count: 9, lastAt: at(14), lastSent: sentAt(0, { cycleStartedAt: at(0) }) }),
        kind: 'escalated',
        reason: 'nobody has acknowledged it',
        why: 'unacknowledged',
        level: 2,
      },
      ['email', 'sms'],
      {
        ...withConsole(15),
        oncall: { ...contextAt(15, { escalationMinutes: [15, 30], language: 'ar' }).oncall },
      },
    ),
  acknowledged: () => renderAlert(acknowledged, ['email'], withConsole(20.2)),
  silenced: () =>
    renderAlert(
      {
        kind: 'silenced',
        reason: 'Omar: silenced',
        level: 2,
        silence: silenceOf('Omar', 20, 240),
        incident: incident({
          count: 12,
          lastSent: { revision: 1, email: { ...sentAt(0).email, lastAction: 0 } },
          recentActions: [
            { number: 1, kind: 'note', actor: 'Sara', at: at(19), text: 'vendor called, they restart it' },
            {
              number: 2,
              kind: 'silenced',
              actor: 'Omar',
              at: at(20),
              text: 'vendor is on it',
              until: at(20 + 240),
            },
          ],
        }),
      },
      ['email'],
      withConsole(20.4),
    ),
  'test-alert': () =>
    renderAlert(
      { ...opened({ sources: { 'test-alert': 1 } }), kind: 'test', reason: 'a test alert', level: 2 },
      ['email', 'sms'],
      withConsole(0.1),
    ),
  'opened-code-unknown': () =>
    renderAlert(
      opened({
        cause: 'connection',
        codes: { unknown: 1 },
        sample: {
          at: at(0),
          message: `cURL error 7: Failed to connect to api.shop.example port 443 (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for ${ORDERS}`,
          fieldProblems: [
            { pointer: '#/code', detail: 'code unknown: expected a safe integer, or a string of one' },
            { pointer: '#/message', detail: 'message cut: its first 16384 bytes are kept' },
          ],
        },
      }),
      ['email', 'sms'],
      contextAt(0.1),
    ),
  unreadable: () => renderAlert(storm.at(-1) ?? opened(), ['email', 'sms'], contextAt(1.2)),
  'digest-of-12': () => renderDigest(storm, ['email', 'sms'], contextAt(6)),
  'digest-with-links': () => renderDigest(storm, ['email', 'sms'], { ...withConsole(6), setId: SET }),
  'digest-in-arabic': () =>
    renderDigest(storm, ['email', 'sms'], { ...withConsole(6), setId: SET, oncall: inArabic(6) }),
  'recovered-in-arabic': () =>
    renderAlert(
      resolved({
        resolution: 'probes',
        lossWindow: {
          from: at(-4),
          fromReason: 'last-good-probe',
          to: at(68.5),
          toReason: 'first-good-probe',
        },
      }),
      ['email', 'sms'],
      { ...withConsole(73), oncall: inArabic(73) },
    ),
  'acknowledgement-ended': () =>
    renderAlert(
      {
        ...opened({
          count: 20,
          acknowledgedBy: 'Sara',
          expiredAcknowledgements: 1,
          lastSent: sentAt(0, { cycleStartedAt: at(0) }),
        }),
        kind: 'escalated',
        reason: 'the acknowledgement by Sara ended, and nobody has closed it',
        why: 'acknowledgement-ended',
      },
      ['email', 'sms'],
      withConsole(45),
    ),
  arabic: () =>
    renderAlert(
      opened({
        cause: 'rejected',
        codes: { 422: 1 },
        sample: { at: at(0), code: 422, message: 'رقم الطلب غير صالح:\n«order_id» مطلوب\u202e\ud83d' },
      }),
      ['email', 'sms'],
      contextAt(0.1, { endpoints: [{ url: 'https://api.shop.example/hooks/', name: 'طلبات فرع الرياض' }] }),
    ),
  ...teamStories,
};

/** A message as one text: what each channel gets. */
export const asText = ({ subject, email, sms, attributes, machine }: Message): string =>
  [
    `Subject: ${subject}`,
    '',
    email ?? '(no email)',
    `SMS: ${sms ?? '(none)'}`,
    '',
    `Attributes: ${JSON.stringify(attributes)}`,
    `Machine: ${JSON.stringify(JSON.parse(machine), undefined, 2)}`,
    '',
  ].join('\n');
