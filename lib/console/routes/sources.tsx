import * as z from 'zod';
import { Source } from '../../domain/security/source.ts';
import { SourcesPage, SourceUrlPage } from '../pages/sources.tsx';
import type { Ctx } from '../request/context.ts';
import { sourcesSeen, urlOf } from '../request/sources-seen.ts';
import { viewOf } from '../view/view.ts';

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
