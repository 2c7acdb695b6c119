import { LIVE_SCRIPT } from '../../lib/console/view/live.ts';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import type { Posted } from '../integrations/stand-in.ts';
import { Html, html } from './html.ts';
import { withLinks } from './links.ts';
import { STYLE } from './style.ts';

const SHOWN = 100;
const REFRESH_S = 2;

/** What the team's tools would have been posted, newest first, and what their stand-ins answered. */
export const postedPage = (posted: readonly Posted[], timeZone: string): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="${REFRESH_S}"></noscript>
<title data-f>${posted.length > 0 ? `(${posted.length}) ` : ''}Posted · flavours-error-webhook</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>Posted</h1>
<p>What the team's tools would have got; stand-ins answered in their place. <a href="/inbox">Inbox</a> · <a href="/posted.json">As JSON</a></p>
</header>
<main id="main" data-ms="${REFRESH_S * 1000}">${posted.slice(0, SHOWN).map((one) => article(one, timeZone))}</main>
<footer><span data-f>Times are of ${timeZone}. Refreshes itself every ${REFRESH_S} s.</span> <span id="live" role="status" hidden>Not refreshed now: the local stack does not answer.</span></footer>
<script>${new Html(LIVE_SCRIPT)}</script>
</body>
</html>
`.text;

const article = ({ at, name, kind, status, answer, body }: Posted, timeZone: string): Html => html`<article>
<p class="meta"><span class="kind">${kind}</span><span>to <b>${name}</b>, answered ${status} ${answer}</span><time datetime="${at}">${shownTime(at, timeZone)}</time></p>
<div class="email"><pre>${withLinks(indented(body))}</pre></div>
</article>`;

const indented = (body: string): string => {
  const parsed = parsedJson(body);
  return parsed ? JSON.stringify(parsed.value, null, 2) : body;
};

const shownTime = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(at),
  );
