import type { Cause } from '../../../lib/domain/diagnosis/cause.ts';
import { renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Message } from '../../../lib/messages/sections/message.ts';
import { at, contextAt, incident, opened, resolved, sentAt } from './fixtures.ts';
import { unreadable } from './opening-stories.ts';
import { inArabic, withConsole } from './story-context.ts';

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
  unreadable,
];

const SET = '01JD0000000000000000000000';

/** What is sent about a storm. */
export const digestStories: Record<string, () => Message> = {
  'digest-of-12': () => renderDigest(storm, ['email', 'sms'], contextAt(6)),
  'digest-with-links': () => renderDigest(storm, ['email', 'sms'], { ...withConsole(6), setId: SET }),
  'digest-in-arabic': () =>
    renderDigest(storm, ['email', 'sms'], { ...withConsole(6), setId: SET, oncall: inArabic(6) }),
};
