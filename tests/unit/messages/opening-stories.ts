import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { EMPTY_FLOOD, withNotification } from '../../../lib/domain/incidents/flood.ts';
import { renderAlert } from '../../../lib/messages/render.ts';
import type { Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, ORDERS, opened, probed } from './fixtures.ts';
import { withConsole } from './story-context.ts';

/** Posts of a source that name no endpoint. */
export const unreadable = opened({
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
});

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

/** What is sent as an incident opens. */
export const openingStories: Record<string, () => Message> = {
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
  unreadable: () => renderAlert(unreadable, ['email', 'sms'], contextAt(1.2)),
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
  'test-alert': () =>
    renderAlert(
      { ...opened({ sources: { 'test-alert': 1 } }), kind: 'test', reason: 'a test alert', level: 2 },
      ['email', 'sms'],
      withConsole(0.1),
    ),
};
