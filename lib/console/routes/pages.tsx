import { Hono } from 'hono';
import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { listWatched } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { OPEN_SHELF } from '../../domain/incidents/incident.ts';
import { EndpointsPage } from '../pages/endpoints.tsx';
import { byHealth, byUrgency, HomePage, SHOWN } from '../pages/home.tsx';
import type { Bindings, Variables } from '../request/context.ts';
import { lateProbes } from '../request/late-probes.ts';
import { misfit } from '../request/log-invalid-item.ts';
import { viewOf } from '../view/view.ts';
import { accessPage, makeToken } from './access.tsx';
import { endpointPage } from './endpoint.tsx';
import { historyPage } from './history.tsx';
import { actOnIncident, incidentPage } from './incident.tsx';
import { actOnEndpoint } from './monitor.tsx';
import { sourcesPage, sourceUrl } from './sources.tsx';
import { closeDrill, drillPage, drillStatusPage, startDrill } from './test-alert.tsx';

const OPEN_READ = 200;
const RECENT = 8;
const WATCHED_READ = 200;

/** The pages for who is signed in. */
export const pages = new Hono<{ Bindings: Bindings; Variables: Variables }>();

pages.get('/history', historyPage);
pages.get('/incidents/:incidentId', incidentPage);
pages.post('/incidents/:incidentId/act', actOnIncident);
pages.get('/endpoints', async (context) => {
  const watched = await listWatched(context.env.work.store, WATCHED_READ, misfit(context.env.work));
  const late = await lateProbes(context.env.work.store, context.env.work.now());
  return context.html(
    <EndpointsPage view={viewOf(context.env.work)} endpoints={byHealth(watched)} late={late} />,
  );
});
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

/** Two partitions of one index, side by side: what is open, and what was over this month. */
pages.get('/', async (context) => {
  const { work } = context.env;
  const view = viewOf(work);
  const month = new Date(view.now).toISOString().slice(0, 'YYYY-MM'.length);
  const [shelf, over, watched] = await Promise.all([
    readShelf(work.store, OPEN_SHELF, { limit: OPEN_READ }),
    readShelf(work.store, month, { limit: RECENT }),
    listWatched(work.store, WATCHED_READ, misfit(work)),
  ]);
  // What is over and still to be told stands on the open shelf.
  const open = shelf.incidents.filter(({ state }) => state !== 'resolved');
  const recent = [...shelf.incidents.filter(({ state }) => state === 'resolved'), ...over.incidents];
  const shown = byUrgency(open, view).slice(0, SHOWN);
  const silences = await readSilences(
    work.store,
    shown.map(({ endpointKey }) => endpointKey),
  );
  return context.html(
    <HomePage
      view={view}
      open={open}
      isMore={shelf.next !== undefined}
      recent={recent
        .toSorted((a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1))
        .slice(0, RECENT)}
      watched={watched}
      silences={silences}
      misfit={shelf.misfit}
    />,
  );
});
