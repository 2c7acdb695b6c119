import * as z from 'zod';
import { TEST_SOURCES } from '../../domain/incidents/test-alert.ts';
import { Source } from '../../domain/security/source.ts';
import { SourcesPage, SourceUrlPage } from '../pages/sources-page.tsx';
import type { Ctx } from '../request/context.ts';
import { SourceCursor, sourcesPageOf, sourcesSeen, urlOf } from '../request/sources-seen.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 100;

const listOf = async (context: Ctx, problem?: string, typed?: string) => {
  const after = SourceCursor.text.optional().catch(undefined).parse(context.req.query('after'));
  const seen = await sourcesSeen(context);
  const { sources, next } = sourcesPageOf(seen, { limit: PAGE, after });
  return (
    <SourcesPage
      view={viewOf(context.env.run)}
      sources={sources}
      total={{ count: seen.sources.length, isWhole: seen.isWhole }}
      isFirst={after === undefined}
      {...(next !== undefined && { next })}
      {...(problem !== undefined && { problem })}
      {...(typed !== undefined && { typed })}
    />
  );
};

export const sourcesPage = async (context: Ctx) => context.html(await listOf(context));

/** One more click, by POST, so that no URL or browser history leads to the secret. */
export const sourceUrl = async (context: Ctx) => {
  const view = viewOf(context.env.run);
  const { source } = z.object({ source: z.string().catch('') }).parse(await context.req.parseBody());
  const name = Source.safeParse(source);
  if (!name.success) {
    const problem =
      'A source is 1 to 64 of a–z, 0–9, dot, hyphen and underscore, and begins with a letter or digit.';
    return context.html(await listOf(context, problem, source), 400);
  }
  if (TEST_SOURCES.includes(name.data))
    return context.html(await listOf(context, `${name.data} is for tests alone: choose another name.`), 400);
  context.env.run.log.info('a webhook URL was shown', { source: name.data });
  return context.html(<SourceUrlPage view={view} source={name.data} url={urlOf(context, name.data)} />);
};
