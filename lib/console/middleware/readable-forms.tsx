import { createMiddleware } from 'hono/factory';
import { TroublePage } from '../pages/error.tsx';
import type { Bindings, Variables } from '../request/context.ts';
import { viewOf } from '../view/view.ts';

const isForm = (method: string, path: string): boolean => method === 'POST' && !path.startsWith('/api/');

/**
 * Turns away a form whose body is not what its content type says, for all pages alike. No browser sends one; whoever
 * does must not look like a fault of ours, and ring an alarm. What is read is kept for the page itself.
 */
export const readableFormsOnly = createMiddleware<{ Bindings: Bindings; Variables: Variables }>(
  async (context, next) => {
    if (!isForm(context.req.method, context.req.path)) return next();
    try {
      await context.req.parseBody();
    } catch (error) {
      // The body is in memory: nothing but its own form is in the way.
      context.env.work.log.info('a form could not be read', { error });
      return context.html(
        <TroublePage
          view={viewOf(context.env.work)}
          headline="This is no form that can be read"
          words="Open the page again and use its button."
        />,
        400,
      );
    }
    return next();
  },
);
