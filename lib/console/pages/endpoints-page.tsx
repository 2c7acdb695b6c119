import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { EndpointRow } from '../components/endpoint-row.tsx';
import { Page } from '../components/page.tsx';
import { ProbeBacklog } from '../components/probe-backlog.tsx';
import { countWords } from '../view/labels.ts';
import { queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { byHealth } from './home-page.tsx';

type Props = {
  view: View;
  endpoints: Monitor[];
  /** How many there are on all pages. */
  total: Count;
  /** How many wait longer than they should for their probe. */
  late: { count: number; isCut: boolean };
  isFirst: boolean;
  next?: string;
};

/** Everything that is monitored, page by page: what fails first. */
export const EndpointsPage = ({ view, endpoints, total, late, isFirst, next }: Props) => (
  <Page title="Endpoints" view={view} tab="none">
    <h1>Endpoints</h1>
    <p class="lead">
      An endpoint is probed until 30 days after its last notification: each minute while there is trouble,
      else each five. A probe never posts an event.
    </p>
    <ProbeBacklog {...late} />
    {endpoints.length === 0 ? (
      <div class="card quiet">
        <strong>Nothing is monitored</strong>
        An endpoint is monitored from its first notification on, or when oncall.yml names it.
      </div>
    ) : (
      <ul class="rows">
        {byHealth(endpoints).map((endpoint) => (
          <EndpointRow endpoint={endpoint} view={view} />
        ))}
      </ul>
    )}
    {(next !== undefined || !isFirst) && (
      <nav class="pages" aria-label="Pages">
        <span>
          {endpoints.length} of {countWords(total)}
        </span>
        {!isFirst && <a href="/console/endpoints">First</a>}
        {next !== undefined && <a href={`/console/endpoints${queryOf({ after: next })}`}>More</a>}
      </nav>
    )}
  </Page>
);
