import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ErrorPage } from '../pages/error.tsx';
import type { Env } from '../request/context.ts';
import { viewOf } from '../view/view.ts';

/** Ten times our longest form; parsing millions of fields would take as long as the function may run. */
const FORM_LIMIT_BYTES = 64 * 1024;

const isForm = (method: string, path: string): boolean => method === 'POST' && !path.startsWith('/api/');

const refused = (context: Context<Env>, status: 400 | 413, headline: string) =>
  context.html(
    <ErrorPage
      view={viewOf(context.env.run)}
      headline={headline}
      words="Open the page again and use its button."
    />,
    status,
  );

/**
 * Refuses a form whose body does not match its content type, or is too long, for all pages alike. No browser sends
 * one, and whoever does must not cause an error of ours that raises an alarm. The parsed form is kept for the page
 * itself.
 */
export const readableFormsOnly = createMiddleware<Env>(async (context, next) => {
  if (!isForm(context.req.method, context.req.path)) return next();
  const { byteLength } = await context.req.arrayBuffer();
  if (byteLength > FORM_LIMIT_BYTES) return refused(context, 413, 'This is too long for a form');
  try {
    await context.req.parseBody();
  } catch (error) {
    // The body is in memory, so only its own format can be at fault.
    context.env.run.log.info('a form could not be read', { error });
    return refused(context, 400, 'This is no form that can be read');
  }
  return next();
});
