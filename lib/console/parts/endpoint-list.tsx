import { describeEndpoint } from '../../family.ts';
import { endpointPath } from '../links.ts';
import type { Watched } from '../watched.ts';
import type { View } from './view.ts';

/** The endpoints that are watched, each with how it has been. */
export const EndpointList = ({ watched, view }: { watched: Watched[]; view: View }) =>
  watched.length === 0 ? null : (
    <section aria-labelledby="endpoints">
      <h2 id="endpoints">Endpoints</h2>
      <ul class="rows">
        {watched.map(({ endpointKey, endpoint }) => (
          <li>
            <span class="name">
              <a href={endpointPath(endpointKey)}>{describeEndpoint(endpoint, view.oncall).name}</a>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
