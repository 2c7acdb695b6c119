import type { Watched } from '../../domain/probing/monitor.ts';
import { EndpointRow } from '../components/endpoint-row.tsx';
import { Page } from '../components/page.tsx';
import { ProbeBacklog } from '../components/probe-backlog.tsx';
import type { View } from '../view/view.ts';

/** Everything that is watched. */
type Late = { count: number; isCut: boolean };

export const EndpointsPage = ({
  view,
  endpoints,
  late,
}: {
  view: View;
  endpoints: Watched[];
  late: Late;
}) => (
  <Page title="Endpoints" view={view} tab="none">
    <h1>Endpoints</h1>
    <p class="lead">
      What failed once is probed from then on: each minute while there is trouble, else each five. A probe
      never posts an event.
    </p>
    <ProbeBacklog {...late} />
    {endpoints.length === 0 ? (
      <div class="card quiet">
        <strong>Nothing is watched</strong>
        An endpoint is watched from its first notification on, or when oncall.yml names it.
      </div>
    ) : (
      <ul class="rows">
        {endpoints.map((endpoint) => (
          <EndpointRow endpoint={endpoint} view={view} />
        ))}
      </ul>
    )}
  </Page>
);
