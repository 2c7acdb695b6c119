import { etag } from 'hono/etag';
import { newApp } from './app.tsx';
import { signedIn } from './middleware/authentication.tsx';
import { countedAfterActs } from './middleware/count-after-acts.ts';
import { coverSomebody, dutyPage, endCoverHere, takeOver } from './routes/duty.tsx';
import { endpointPage } from './routes/endpoint.tsx';
import { endpointsPage } from './routes/endpoints.tsx';
import { historyPage } from './routes/history.tsx';
import { actOnChosen, homePage } from './routes/home.tsx';
import { actOnIncident, incidentPage } from './routes/incident.tsx';
import { actOnEndpoint } from './routes/monitor.tsx';
import { signIn, signOut } from './routes/sign-in.tsx';
import { performSignedAction, showSignedAction } from './routes/signed-link.tsx';
import { sourcesPage, sourceUrl } from './routes/sources.tsx';

/** What somebody waits for who was woken: the pages about what fails, and signed links. All else is in `api`. */
export const consoleApp = newApp();

consoleApp.get('/', (context) => context.redirect('/console', 303));
consoleApp.use('/act/*', countedAfterActs);
consoleApp.get('/act/:incidentId/:purpose', showSignedAction);
consoleApp.post('/act/:incidentId/:purpose', performSignedAction);
consoleApp.route('/console/sign-in', signIn);

consoleApp.use('/console/*', signedIn, countedAfterActs);
consoleApp.post('/console/sign-out', signOut);
consoleApp.get('/console', etag(), homePage);
consoleApp.post('/console/act', actOnChosen);
consoleApp.get('/console/history', historyPage);
consoleApp.get('/console/incidents/:incidentId', etag(), incidentPage);
consoleApp.post('/console/incidents/:incidentId/act', actOnIncident);
consoleApp.get('/console/endpoints', endpointsPage);
consoleApp.get('/console/endpoints/:endpointKey', endpointPage);
consoleApp.post('/console/endpoints/:endpointKey/act', actOnEndpoint);
consoleApp.get('/console/sources', sourcesPage);
consoleApp.post('/console/sources', sourceUrl);
consoleApp.get('/console/duty', dutyPage);
consoleApp.post('/console/duty/take-over', takeOver);
consoleApp.post('/console/duty/covers', coverSomebody);
consoleApp.post('/console/duty/covers/:coverId/end', endCoverHere);
