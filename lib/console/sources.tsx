import * as z from 'zod';
import { readShelf } from '../adapters/store/read-shelf.ts';
import { OPEN_SHELF } from '../incident.ts';
import { Source } from '../notification.ts';
import { webhookToken } from '../token.ts';
import type { Ctx } from './console.ts';
import { monthOf } from './history.tsx';
import { type SourceSeen, SourcesPage, SourceUrlPage } from './pages/sources.tsx';
import { viewOf } from './parts/view.ts';

const READ = 150;
const MAIN = 'main';

const MONTH_MS = 31 * 24 * 60 * 60_000;

/** Sources as far as this month's and the last month's incidents know them, the one heard of last first. */
export const sourcesSeen = async ({ env }: Ctx): Promise<SourceSeen[]> => {
  const now = env.work.now().getTime();
  const shelves = [OPEN_SHELF, ...new Set([monthOf(now), monthOf(now - MONTH_MS)])];
  const pages = await Promise.all(shelves.map((shelf) => readShelf(env.work.store, shelf, { limit: READ })));
  const seen = new Map<string, SourceSeen>();
  for (const name of [MAIN, ...Object.keys(env.work.oncall.sources)]) seen.set(name, { name, count: 0 });
  for (const { sources, lastAt } of pages.flatMap(({ incidents }) => incidents)) {
    for (const [name, count] of Object.entries(sources)) {
      const before = seen.get(name);
      const last = before?.lastAt !== undefined && before.lastAt > lastAt ? before.lastAt : lastAt;
      seen.set(name, { name, count: (before?.count ?? 0) + count, lastAt: last });
    }
  }
  return [...seen.values()].toSorted((a, b) => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1));
};

/** What to give to Flavours for a source; any name has one. */
export const urlOf = ({ env: { site } }: Ctx, source: string): string =>
  `${site.origin}/hooks/${source}/${webhookToken(site.webhookSecret, source, site.sourceVersions[source] ?? 1)}`;

export const sourcesPage = async (context: Ctx) =>
  context.html(<SourcesPage view={viewOf(context.env.work)} sources={await sourcesSeen(context)} />);

/** One more click: by POST, so that no address or history of a browser leads to the secret. */
export const sourceUrl = async (context: Ctx) => {
  const view = viewOf(context.env.work);
  const { source } = z.object({ source: z.string().catch('') }).parse(await context.req.parseBody());
  const name = Source.safeParse(source);
  if (!name.success) {
    const problem =
      'A source is 1 to 64 of a–z, 0–9, dot, hyphen and underscore, and begins with a letter or digit.';
    return context.html(
      <SourcesPage view={view} sources={await sourcesSeen(context)} problem={problem} />,
      400,
    );
  }
  context.env.work.log.info('a webhook URL was shown', { source: name.data });
  return context.html(<SourceUrlPage view={view} source={name.data} url={urlOf(context, name.data)} />);
};
