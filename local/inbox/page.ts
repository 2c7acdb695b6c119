import { createHash } from 'node:crypto';
import { LIVE_HASH, LIVE_SCRIPT } from '../../lib/console/view/live.ts';
import type { Delivery } from '../sns/deliveries.ts';
import type { SubscriptionState } from '../sns/topic.ts';
import { Html, html } from './html.ts';
import { withLinks } from './links.ts';
import { STYLE } from './style.ts';

const SHOWN = 100;
const REFRESH_S = 2;

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
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="${REFRESH_S}"></noscript>
<title data-f>${deliveries.length > 0 ? `(${deliveries.length}) ` : ''}Inbox · flavours-error-webhook</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>Inbox</h1>
<p>What people would have received, had this not been a laptop. <a href="/console">Console</a> · <a href="/inbox.json">As JSON</a></p>
</header>
<main id="main" data-ms="${REFRESH_S * 1000}"><ul class="people" aria-label="Subscribers">${subscriptions.map(subscriber)}</ul>${deliveries.length === 0 ? EMPTY : deliveries.slice(0, SHOWN).map((delivery) => article(delivery, timeZone))}</main>
<footer><span data-f>${deliveries.length > SHOWN ? `The newest ${SHOWN} of ${deliveries.length}. ` : ''}Times are of ${timeZone}. Refreshes itself every ${REFRESH_S} s.</span> <span id="live" role="status" hidden>Not refreshed now: the local stack does not answer.</span></footer>
<script>${new Html(LIVE_SCRIPT)}</script>
</body>
</html>
`.text;

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

const shownTime = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(at),
  );
