import { Hono } from 'hono/tiny';
import { count } from '../adapters/telemetry/metrics.ts';
import { routedMethodsOnly } from './middleware/allowed-methods.tsx';
import { ownRequestsOnly } from './middleware/authentication.tsx';
import { readableFormsOnly } from './middleware/readable-forms.tsx';
import { neverStored, secure } from './middleware/security-headers.ts';
import { ErrorPage } from './pages/error.tsx';
import type { App, Env } from './request/context.ts';
import { viewOf } from './view/view.ts';

/**
 * An application without routes: what holds for each request, whichever of the two functions answers it. The browser sees one
 * site.
 */
export const newApp = (): App => {
  const app: App = new Hono<Env>();
  app.use(secure, neverStored);
  app.use(routedMethodsOnly(app));
  app.use('/console/*', ownRequestsOnly);
  app.use(readableFormsOnly);

  app.notFound((context) => {
    const { method, path } = context.req;
    // A route of the gateway without a greedy parameter takes no slash at the end, and so the page would not be found.
    if (['GET', 'HEAD'].includes(method) && /^\/console\/.*[^/]\/$/.test(path))
      return context.redirect(`${path.slice(0, -1)}${new URL(context.req.url).search}`, 308);
    return context.html(
      <ErrorPage
        view={viewOf(context.env.run)}
        headline="There is no such page"
        words="The address may be cut off, or what it showed is older than it is kept."
      />,
      404,
    );
  });

  app.onError((error, context) => {
    count('ConsoleFailed');
    context.env.run.log.error('a page could not be shown', { error });
    return context.html(
      <ErrorPage
        view={viewOf(context.env.run)}
        headline="This page could not be shown"
        words="Alerts go on without it. Try again; if it stays so, look into the logs of console and api."
      />,
      500,
    );
  });
  return app;
};
