import * as z from 'zod';
import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import { monthOf } from '../../domain/incidents/month.ts';
import { TEST_SOURCES } from '../../domain/incidents/test-alert.ts';
import { webhookToken } from '../../domain/security/webhook-token.ts';
import type { SourceSeen } from '../view/lists.ts';
import type { Ctx } from './context.ts';
import { opaqueCursor } from './cursor.ts';

/** How many pages of each list are read: some 40,000 incidents. */
const PAGES = 10;
const MAIN = 'main';

const MONTH_MS = 31 * 24 * 60 * 60_000;

export type SourcesSeen = { sources: SourceSeen[]; isWhole: boolean };

/** Sources that appear in this month's and last month's incidents, most recent first. */
export const sourcesSeen = async ({ env }: Ctx): Promise<SourcesSeen> => {
  const now = env.run.now().getTime();
  const lists = [OPEN_LIST, ...new Set([monthOf(now), monthOf(now - MONTH_MS)])];
  const seen = new Map<string, SourceSeen>();
  for (const name of [MAIN, ...Object.keys(env.run.oncall.sources)]) seen.set(name, { name, count: 0 });
  const note = ({ sources, lastAt }: Summary): void => {
    for (const [name, count] of Object.entries(sources)) {
      if (TEST_SOURCES.includes(name)) continue; // our own: nothing to give to Flavours
      const before = seen.get(name);
      const last = before?.lastAt !== undefined && before.lastAt > lastAt ? before.lastAt : lastAt;
      seen.set(name, { name, count: (before?.count ?? 0) + count, lastAt: last });
    }
  };
  const read = await Promise.all(lists.map((list) => eachSummary(env.run.store, list, note, PAGES)));
  return {
    sources: [...seen.values()].toSorted(byLastHeard),
    isWhole: read.every(({ isWhole }) => isWhole),
  };
};

type Place = { name: string; lastAt?: string | undefined };

const byLastHeard = (a: Place, b: Place): number =>
  a.lastAt === b.lastAt ? (a.name < b.name ? -1 : 1) : (a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1;

export const SourceCursor = opaqueCursor(
  'sources',
  z.object({ name: z.string(), lastAt: z.string().optional() }),
);

/** A page of sources; `after` is the source before it. */
export const sourcesPageOf = (
  { sources }: SourcesSeen,
  { limit, after }: { limit: number; after: Place | undefined },
): { sources: SourceSeen[]; next?: string } => {
  const behind = after
    ? sources.filter(({ name, lastAt }) => name !== after.name && byLastHeard({ name, lastAt }, after) > 0)
    : sources;
  const shown = behind.slice(0, limit);
  const last = shown.at(-1);
  return {
    sources: shown,
    ...(last &&
      behind.length > limit && { next: SourceCursor.write({ name: last.name, lastAt: last.lastAt }) }),
  };
};

/** The webhook URL to give to Flavours for a source; any name has one. */
export const urlOf = ({ env: { site } }: Ctx, source: string): string =>
  `${site.origin}/hooks/${source}/${webhookToken(site.webhookSecret, source, site.sourceVersions[source] ?? 1)}`;
