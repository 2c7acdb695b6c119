import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { listMonitoredKeys } from '../../adapters/dynamodb/monitored-keys.ts';
import { readWatched } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { HomePage, SHOWN } from '../pages/home.tsx';
import type { Bindings, Variables } from '../request/context.ts';
import { misfit } from '../request/log-invalid-item.ts';
import { openIncidents } from '../request/open-incidents.ts';
import { viewOf } from '../view/view.ts';
import { accessPage, endTokenHere, makeToken } from './access.tsx';
import { endpointPage } from './endpoint.tsx';
import { endpointsPage } from './endpoints.tsx';
import { historyPage } from './history.tsx';
import { actOnIncident, incidentPage } from './incident.tsx';
import { actOnEndpoint } from './monitor.tsx';
import { sourcesPage, sourceUrl } from './sources.tsx';
import { closeDrill, drillPage, drillStatusPage, startDrill } from './test-alert.tsx';

const RECENT = 8;
/** One read of states. */
const WATCHED_READ = 100;

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

/** What is open in its short form, what was over this month, what is watched: side by side, and the worst of it whole. */
pages.get('/', etag(), async (context) => {
  const { work } = context.env;
  const view = viewOf(work);
  const month = new Date(view.now).toISOString().slice(0, 'YYYY-MM'.length);
  const [open, over, monitored] = await Promise.all([
    openIncidents(work.store, { worst: SHOWN, over: RECENT }, view),
    readShelf(work.store, month, { limit: RECENT }),
    listMonitoredKeys(work.store),
  ]);
  const shown = open.worst.map(({ endpointKey }) => endpointKey);
  const [silences, watched] = await Promise.all([
    readSilences(work.store, shown),
    readWatched(work.store, firstOf(monitored.keys, shown).slice(0, WATCHED_READ), misfit(work)),
  ]);
  return context.html(
    <HomePage
      view={view}
      open={open}
      recent={[...open.over, ...over.incidents]
        .toSorted((a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1))
        .slice(0, RECENT)}
      watched={watched}
      watchedCount={{ count: monitored.keys.length, isWhole: monitored.isWhole }}
      silences={silences}
    />,
  );
});

/** The keys, with those in trouble before all others. */
const firstOf = (keys: readonly string[], inTrouble: readonly string[]): string[] => {
  const known = new Set(keys);
  const first = [...new Set(inTrouble)].filter((key) => known.has(key));
  return [...first, ...keys.filter((key) => !first.includes(key))];
};
