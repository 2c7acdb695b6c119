import { createHash } from 'node:crypto';
import { LIVE_HASH } from '../../lib/console/view/live.ts';
import type { Delivery } from '../sns/deliveries.ts';
import type { SubscriptionState } from '../sns/topic.ts';
import { type Html, html } from './html.ts';
import { withLinks } from './links.ts';
import { listingPage, SHOWN, shownTime } from './page-shell.ts';
import { STYLE } from './style.ts';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** No script but the one that refreshes it can run on this page, whatever a message says. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; script-src 'sha256-${LIVE_HASH}'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** What each person would have received, newest first, for people to read. */
export const inboxPage = (
  deliveries: readonly Delivery[],
  subscriptions: readonly SubscriptionState[],
  timeZone: string,
): string =>
  listingPage({
    name: 'Inbox',
    count: deliveries.length,
    lead: html`What people would have received, had this not been a laptop. <a href="/console">Console</a> · <a href="/inbox.json">As JSON</a>`,
    entries: html`<ul class="people" aria-label="Subscribers">${subscriptions.map(subscriber)}</ul>${deliveries.length === 0 ? EMPTY : deliveries.slice(0, SHOWN).map((delivery) => article(delivery, timeZone))}`,
    more: deliveries.length > SHOWN ? `The newest ${SHOWN} of ${deliveries.length}. ` : '',
    timeZone,
  });

const EMPTY = html`<div class="empty"><strong>No message has been sent yet.</strong>
Post an error notification to the webhook URL, or run the demo in a second terminal:<br><pre>npm run demo</pre></div>`;

const subscriber = ({ protocol, endpoint, isActive, deactivatedAt = '' }: SubscriptionState): Html =>
  isActive
    ? html`<li>${protocol} · ${endpoint}</li>`
    : html`<li class="off">${protocol} · ${endpoint} · deactivated at ${deactivatedAt}: more than 10 messages in a second</li>`;

const article = (delivery: Delivery, timeZone: string): Html => {
  const { at, protocol, to, body, attributes } = delivery;
  const kind = typeof attributes['kind'] === 'string' ? attributes['kind'] : '';
  return html`<article>
<p class="meta"><span class="kind ${/^[a-z]+$/.test(kind) ? kind : ''}">${kind || 'message'}</span><span>${protocol} to <b>${to}</b></span><time datetime="${at}">${shownTime(at, timeZone)}</time></p>
${
  protocol === 'sms'
    ? html`<p class="sms">${withLinks(body)}</p>`
    : html`<div class="email"><h2>${delivery.subject ?? 'No subject'}</h2><pre>${withLinks(body)}</pre></div>`
}
<p class="attributes">${Object.entries(attributes).map(attribute)}</p>
</article>`;
};

const attribute = ([name, value]: [string, unknown]): Html =>
  html`<span>${name} <b>${Array.isArray(value) ? value.join(', ') : String(value)}</b></span>`;
