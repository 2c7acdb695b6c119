import { LIVE_SCRIPT } from '../../lib/console/view/live.ts';
import { Html, html } from './html.ts';
import { STYLE } from './style.ts';

const REFRESH_S = 2;

/** Lists get long; the newest entries are what somebody looks for. */
export const SHOWN = 100;

/** What a page that lists what was sent consists of. `count` stands in the title. */
type Listing = {
  name: string;
  count: number;
  lead: Html;
  entries: Html | readonly Html[];
  more?: string;
  timeZone: string;
};

/** A page of the local stack that refreshes itself. */
export const listingPage = ({ name, count, lead, entries, more = '', timeZone }: Listing): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="${REFRESH_S}"></noscript>
<title data-f>${count > 0 ? `(${count}) ` : ''}${name} · flavours-error-webhook</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>${name}</h1>
<p>${lead}</p>
</header>
<main id="main" data-ms="${REFRESH_S * 1000}">${entries}</main>
<footer><span data-f>${more}Times are of ${timeZone}. Refreshes itself every ${REFRESH_S} s.</span> <span id="live" role="status" hidden>Not refreshed now: the local stack does not answer.</span></footer>
<script>${new Html(LIVE_SCRIPT)}</script>
</body>
</html>
`.text;

/** A time as people read it. */
export const shownTime = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(at),
  );
