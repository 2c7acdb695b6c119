import { Webhook } from 'standardwebhooks';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { PostRequest } from './post.ts';

/** https://developer.pagerduty.com/docs/events-api-v2-overview and https://support.pagerduty.com/main/docs/service-regions */
const EVENTS_URLS = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
};

/**
 * The request that gives an integration one body. `id` is the same for each try: a receiver of Standard Webhooks knows a
 * repetition by it. `pagerdutyUrl` is a stand-in's.
 */
export const requestFor = (
  integration: Integration,
  body: string,
  id: string,
  now: Date,
  pagerdutyUrl?: string,
): PostRequest => {
  switch (integration.kind) {
    case 'slack':
    case 'teams':
      return { url: integration.url, headers: {}, body };
    case 'pagerduty':
      return { url: pagerdutyUrl ?? EVENTS_URLS[integration.region], headers: {}, body };
    case 'webhook':
      return {
        url: integration.url,
        headers: {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(integration.secret).sign(id, now, body),
        },
        body,
      };
    default:
      return integration satisfies never;
  }
};
