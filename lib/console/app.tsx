import { Hono } from 'hono';
import { doAct, showAct } from './act.tsx';
import { api } from './api/api.ts';
import type { App, Bindings, Variables } from './console.ts';
import { ownRequestsOnly, signedIn } from './guard.tsx';
import { secure } from './headers.ts';
import { routedMethodsOnly } from './methods.tsx';
import { TroublePage } from './pages/trouble.tsx';
import { viewOf } from './parts/view.ts';
import { pages } from './routes.tsx';
import { signIn, signOut } from './sign-in.tsx';

/** Everything that the console answers. */
export const app: App = new Hono<{ Bindings: Bindings; Variables: Variables }>();

app.use(secure);
app.use(routedMethodsOnly(app));
app.use('/console/*', ownRequestsOnly);
app.route('/console/sign-in', signIn);
app.use('/console/*', signedIn);
app.post('/console/sign-out', signOut);
app.route('/console', pages);
app.get('/act/:incidentId/:purpose', showAct);
app.post('/act/:incidentId/:purpose', doAct);
app.route('/api/v1', api);
app.get('/', (context) => context.redirect('/console', 303));

app.notFound((context) =>
  context.html(
    <TroublePage
      view={viewOf(context.env.work)}
      headline="There is no such page"
      words="The address may be cut off, or what it showed is older than it is kept."
    />,
    404,
  ),
);

app.onError((error, context) => {
  context.env.work.log.error('a page could not be shown', { error });
  return context.html(
    <TroublePage
      view={viewOf(context.env.work)}
      headline="This page could not be shown"
      words="Alerts go on without it. Try again; if it stays so, look into the log of the console."
    />,
    500,
  );
});
