import * as z from 'zod';
import { apiToken, Scope, TokenName } from '../../domain/security/api-token.ts';
import { AccessPage } from '../pages/access.tsx';
import type { Ctx } from '../request/context.ts';
import { viewOf } from '../view/view.ts';

const DAY_MS = 24 * 60 * 60_000;

const Wanted = z.object({
  name: TokenName,
  scope: Scope,
  days: z.coerce.number().pipe(z.int().min(1).max(365)),
});

export const accessPage = (context: Ctx) =>
  context.html(<AccessPage view={viewOf(context.env.work)} origin={context.env.site.origin} />);

/** A new token, shown once: it is kept nowhere. */
export const makeToken = async (context: Ctx) => {
  const view = viewOf(context.env.work);
  const { origin, linkSecrets } = context.env.site;
  const wanted = Wanted.safeParse(await context.req.parseBody());
  if (!wanted.success) {
    const problem = 'A name is 1 to 40 of a–z, 0–9 and hyphen; a token lasts 1 to 365 days.';
    return context.html(<AccessPage view={view} origin={origin} problem={problem} />, 400);
  }
  const { name, scope, days } = wanted.data;
  const expiresAt = new Date(view.now + days * DAY_MS);
  const token = apiToken(linkSecrets[0], { name, scope, expiresAt });
  context.env.work.log.info('an API token was made', { name, scope, expiresAt: expiresAt.toISOString() });
  return context.html(<AccessPage view={view} origin={origin} made={{ name, token }} />);
};
