import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import type { Posted } from '../integrations/stand-in.ts';
import { type Html, html } from './html.ts';
import { withLinks } from './links.ts';
import { listingPage, SHOWN, shownTime } from './page-shell.ts';

/** What the team's tools would have been posted, newest first, and what their stand-ins answered. */
export const postedPage = (posted: readonly Posted[], timeZone: string): string =>
  listingPage({
    name: 'Posted',
    count: posted.length,
    lead: html`What the team's tools would have got; stand-ins answered in their place. <a href="/inbox">Inbox</a> · <a href="/posted.json">As JSON</a>`,
    entries: posted.slice(0, SHOWN).map((one) => article(one, timeZone)),
    timeZone,
  });

const article = ({ at, name, kind, status, answer, body }: Posted, timeZone: string): Html => html`<article>
<p class="meta"><span class="kind">${kind}</span><span>to <b>${name}</b>, answered ${status} ${answer}</span><time datetime="${at}">${shownTime(at, timeZone)}</time></p>
<div class="email"><pre>${withLinks(indented(body))}</pre></div>
</article>`;

const indented = (body: string): string => {
  const parsed = parsedJson(body);
  return parsed ? JSON.stringify(parsed.value, null, 2) : body;
};
