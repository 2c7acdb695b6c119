import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Bindings, Variables } from '../request/context.ts';
import { accessPage, endTokenHere, makeToken } from './access.tsx';
import { endpointPage } from './endpoint.tsx';
import { endpointsPage } from './endpoints.tsx';
import { historyPage } from './history.tsx';
import { actOnChosen, homePage } from './home.tsx';
import { actOnIncident, incidentPage } from './incident.tsx';
import { actOnEndpoint } from './monitor.tsx';
import { sourcesPage, sourceUrl } from './sources.tsx';
import { closeDrill, drillPage, drillStatusPage, startDrill } from './test-alert.tsx';

/** The pages for who is signed in. */
export const pages = new Hono<{ Bindings: Bindings; Variables: Variables }>();

pages.get('/history', historyPage);
pages.get('/incidents/:incidentId', etag(), incidentPage);
pages.post('/incidents/:incidentId/act', actOnIncident);
pages.get('/endpoints', endpointsPage);
pages.get('/endpoints/:endpointKey', endpointPage);
pages.post('/endpoints/:endpointKey/act', actOnEndpoint);
pages.get('/sources', sourcesPage);
pages.post('/sources', sourceUrl);
pages.get('/drill', drillPage);
pages.post('/drill', startDrill);
pages.post('/drill/close', closeDrill);
pages.get('/drill/:id', drillStatusPage);
pages.get('/access', accessPage);
pages.post('/access', makeToken);
pages.post('/access/:tokenId/end', endTokenHere);
pages.get('/', etag(), homePage);
pages.post('/act', actOnChosen);
