import { hostAndPath } from '../../endpoint.ts';
import { describeEndpoint } from '../../family.ts';
import type { Watched } from '../../watched.ts';
import { endpointPath } from '../links.ts';
import { shownText } from '../words.ts';
import { Strips } from './strip.tsx';
import type { View } from './view.ts';

/** How it answered the last probe that proves anything. */
export const Health = ({ endpoint }: { endpoint: Watched }) => {
  const last = endpoint.history.filter(({ kind }) => kind !== 'neutral').at(-1);
  if (!last) return <span class="state">Not probed yet</span>;
  return last.kind === 'server' ? (
    <span class="state fine">Answers</span>
  ) : (
    <span class="state open critical">Fails</span>
  );
};

/** One watched endpoint in a list. */
export const EndpointRow = ({ endpoint, view }: { endpoint: Watched; view: View }) => (
  <li>
    <span class="name">
      <a href={endpointPath(endpoint.endpointKey)}>{describeEndpoint(endpoint.endpoint, view.oncall).name}</a>{' '}
      {URL.canParse(endpoint.endpoint) && (
        <small>
          <bdi>{shownText(hostAndPath(endpoint.endpoint))}</bdi>
        </small>
      )}
    </span>
    <Health endpoint={endpoint} />
    <Strips looks={endpoint.history} view={view} />
  </li>
);
