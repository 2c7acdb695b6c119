import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { webhookToken } from '../../domain/security/webhook-token.ts';
import type { SourceSeen } from '../pages/sources.tsx';
import type { Ctx } from './context.ts';
import { monthOf } from './cursor.ts';

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
