import { Hono } from 'hono';
import { readShelf } from '../adapters/store/read-shelf.ts';
import { readSilences } from '../adapters/store/silences.ts';
import { OPEN_SHELF } from '../incident.ts';
import { accessPage, makeToken } from './access.tsx';
import type { Bindings, Variables } from './console.ts';
import { endpointPage } from './endpoint.tsx';
import { historyPage } from './history.tsx';
import { actOnIncident, incidentPage } from './incident.tsx';
import { byUrgency, HomePage, SHOWN } from './pages/home.tsx';
import { viewOf } from './parts/view.ts';
import { sourcesPage, sourceUrl } from './sources.tsx';

const OPEN_READ = 200;
const RECENT = 8;

/** The pages for who is signed in. */
export const pages = new Hono<{ Bindings: Bindings; Variables: Variables }>();

pages.get('/history', historyPage);
pages.get('/incidents/:incidentId', incidentPage);
pages.post('/incidents/:incidentId/act', actOnIncident);
pages.get('/endpoints/:endpointKey', endpointPage);
pages.get('/sources', sourcesPage);
pages.post('/sources', sourceUrl);
pages.get('/access', accessPage);
pages.post('/access', makeToken);

/** Two partitions of one index, side by side: what is open, and what was over this month. */
pages.get('/', async (context) => {
  const { work } = context.env;
  const view = viewOf(work);
  const month = new Date(view.now).toISOString().slice(0, 'YYYY-MM'.length);
  const [shelf, over] = await Promise.all([
    readShelf(work.store, OPEN_SHELF, { limit: OPEN_READ }),
    readShelf(work.store, month, { limit: RECENT }),
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
      watched={[]}
      silences={silences}
      misfit={shelf.misfit}
    />,
  );
});
