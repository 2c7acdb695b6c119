import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Bindings, Variables } from '../request/context.ts';
import { accessPage, endTokenHere, makeToken } from './access.tsx';
import { coverSomebody, dutyPage, endCoverHere, takeOver } from './duty.tsx';
import { endpointPage } from './endpoint.tsx';
import { endpointsPage } from './endpoints.tsx';
import { historyPage } from './history.tsx';
import { actOnChosen, homePage } from './home.tsx';
import { actOnIncident, incidentPage } from './incident.tsx';
import { actOnEndpoint } from './monitor.tsx';
import { sourcesPage, sourceUrl } from './sources.tsx';
import { closeTestAlert, startTestAlert, testAlertPage, testAlertStatusPage } from './test-alert.tsx';

/** The pages for people who are signed in. */
export const pages = new Hono<{ Bindings: Bindings; Variables: Variables }>();

pages.get('/history', historyPage);
pages.get('/incidents/:incidentId', etag(), incidentPage);
pages.post('/incidents/:incidentId/act', actOnIncident);
pages.get('/endpoints', endpointsPage);
pages.get('/endpoints/:endpointKey', endpointPage);
pages.post('/endpoints/:endpointKey/act', actOnEndpoint);
pages.get('/sources', sourcesPage);
pages.post('/sources', sourceUrl);
pages.get('/duty', dutyPage);
pages.post('/duty/take-over', takeOver);
pages.post('/duty/covers', coverSomebody);
pages.post('/duty/covers/:coverId/end', endCoverHere);
pages.get('/test-alert', testAlertPage);
pages.post('/test-alert', startTestAlert);
pages.post('/test-alert/close', closeTestAlert);
pages.get('/test-alert/:id', testAlertStatusPage);
pages.get('/access', accessPage);
pages.post('/access', makeToken);
pages.post('/access/:tokenId/end', endTokenHere);
pages.get('/', etag(), homePage);
pages.post('/act', actOnChosen);
