import { api } from './api/routes.ts';
import { newApp } from './app.tsx';
import { signedIn } from './middleware/authentication.tsx';
import { accessPage, endTokenHere, makeToken } from './routes/access.tsx';
import { makeCalendar } from './routes/calendar.ts';
import { reportPage, reportsPage } from './routes/reports.tsx';
import { closeTestAlert, startTestAlert, testAlertPage, testAlertStatusPage } from './routes/test-alert.tsx';

/**
 * The API, and the pages that nobody waits for at night. A page moves between the functions together with its route in
 * serverless.yml.
 */
export const apiApp = newApp();

apiApp.route('/api/v1', api);

apiApp.use('/console/*', signedIn);
apiApp.get('/console/reports', reportsPage);
apiApp.get('/console/reports/:week', reportPage);
apiApp.get('/console/test-alert', testAlertPage);
apiApp.post('/console/test-alert', startTestAlert);
apiApp.post('/console/test-alert/close', closeTestAlert);
apiApp.get('/console/test-alert/:id', testAlertStatusPage);
apiApp.get('/console/access', accessPage);
apiApp.post('/console/access', makeToken);
apiApp.post('/console/access/calendars', makeCalendar);
apiApp.post('/console/access/:tokenId/end', endTokenHere);
