import { createMiddleware } from 'hono/factory';
import type { Env } from '../request/context.ts';
import { forgetCount } from '../request/kept-count.ts';

/**
 * What was counted before an act is forgotten, whatever page answers it, also where it was done and its answer was lost; not
 * where it was refused.
 */
export const countedAfterActs = createMiddleware<Env>(async (context, next) => {
  await next();
  const { status } = context.res;
  const isRefused = status >= 400 && status < 500;
  if (context.req.method === 'POST' && !isRefused) forgetCount(context.env.run.store);
});
