import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { addressOf } from '../../messages/sections/phrases.ts';
import { endpointPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { Strips } from './uptime-strip.tsx';

/** How it answered the last probe that proves anything. */
export const Health = ({ endpoint }: { endpoint: Monitor }) => {
  const last = endpoint.history.filter(({ kind }) => kind !== 'unknown').at(-1);
  if (!last) return <span class="state">Not probed yet</span>;
  return last.kind === 'up' ? (
    <span class="state fine">Answers</span>
  ) : (
    <span class="state open critical">Fails</span>
  );
};

/** One monitored endpoint in a list. */
export const EndpointRow = ({ endpoint, view }: { endpoint: Monitor; view: View }) => (
  <li>
    <span class="name">
      <a href={endpointPath(endpoint.endpointKey)}>{classifyEndpoint(endpoint, view.oncall).name}</a>{' '}
      <small>
        <bdi>{addressOf(endpoint)?.replace(/^https?:\/\//, '')}</bdi>
      </small>
    </span>
    <Health endpoint={endpoint} />
    <Strips results={endpoint.history} view={view} />
  </li>
);
