import { Hono } from 'hono/tiny';
import { count } from '../adapters/telemetry/metrics.ts';
import { api } from './api/routes.ts';
import { routedMethodsOnly } from './middleware/allowed-methods.tsx';
import { ownRequestsOnly, signedIn } from './middleware/authentication.tsx';
import { readableFormsOnly } from './middleware/readable-forms.tsx';
import { neverStored, secure } from './middleware/security-headers.ts';
import { ErrorPage } from './pages/error.tsx';
import type { App, Bindings, Variables } from './request/context.ts';
import { pages } from './routes/pages.tsx';
import { signIn, signOut } from './routes/sign-in.tsx';
import { performSignedAction, showSignedAction } from './routes/signed-link.tsx';
import { viewOf } from './view/view.ts';

/** The console's application: pages, signed links and the API. */
export const app: App = new Hono<{ Bindings: Bindings; Variables: Variables }>();

app.use(secure, neverStored);
app.use(routedMethodsOnly(app));
app.use('/console/*', ownRequestsOnly);
app.use(readableFormsOnly);
app.route('/console/sign-in', signIn);
app.use('/console/*', signedIn);
app.post('/console/sign-out', signOut);
app.route('/console', pages);
app.get('/act/:incidentId/:purpose', showSignedAction);
app.post('/act/:incidentId/:purpose', performSignedAction);
app.route('/api/v1', api);
app.get('/', (context) => context.redirect('/console', 303));

app.notFound((context) =>
  context.html(
    <ErrorPage
      view={viewOf(context.env.run)}
      headline="There is no such page"
      words="The address may be cut off, or what it showed is older than it is kept."
    />,
    404,
  ),
);

app.onError((error, context) => {
  count('ConsoleFailed');
  context.env.run.log.error('a page could not be shown', { error });
  return context.html(
    <ErrorPage
      view={viewOf(context.env.run)}
      headline="This page could not be shown"
      words="Alerts go on without it. Try again; if it stays so, look into the log of the console."
    />,
    500,
  );
});
