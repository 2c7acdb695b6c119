import { lastError } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { lateSince, type Monitor } from '../../domain/probing/monitor.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
import { normalOf } from '../view/normal-status.ts';
import { endpointPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { ActorField } from './form-fields.tsx';
import { When } from './timestamp.tsx';

type Props = {
  view: View;
  endpointKey: string;
  monitor: Monitor;
  latest: Incident | undefined;
  actor: string;
};

/** Whether an endpoint is probed, why not, its normal status, and the buttons that change it. */
export const MonitorCard = ({ view, endpointKey, monitor, latest, actor }: Props) => {
  const isOn = monitor.monitored !== undefined;
  const error = lastError({ monitor, latest });
  const normal = normalOf(monitor, view);
  const isExpected = normal?.learnedFrom === 'oncall';
  return (
    <section aria-labelledby="monitoring">
      <h2 id="monitoring">Monitoring</h2>
      <dl>
        <dt>State</dt>
        <dd>
          <MonitorState monitor={monitor} view={view} />
        </dd>
        {normal && (
          <>
            <dt>{isExpected ? 'Expected answer' : 'Normal answer'}</dt>
            <dd>
              <Normal normal={normal} view={view} />
            </dd>
          </>
        )}
      </dl>
      <form method="post" action={`${endpointPath(endpointKey)}/act`}>
        <div class="fields">
          <div>
            <ActorField id="monitor-who" actor={actor} />
          </div>
        </div>
        <p class="buttons">
          {error !== undefined && !isExpected && error !== normal?.status && (
            <button type="submit" name="kind" value="normal" class="plain">
              It works and always answers {error}
            </button>
          )}
          {normal && !isExpected && (
            <button type="submit" name="kind" value="forget-normal" class="plain">
              It does not always answer {normal.status}
            </button>
          )}
          {isOn && (
            <button type="submit" name="kind" value="stop-monitoring" class="plain">
              Stop the monitoring
            </button>
          )}
        </p>
      </form>
    </section>
  );
};

const MonitorState = ({ monitor, view }: { monitor: Monitor; view: View }) => {
  const { monitored, ended, nextProbeAt } = monitor;
  const late = lateSince(monitor, new Date(view.now));
  if (monitored === undefined)
    return ended ? (
      <>
        {ENDS[ended.why]}
        {ended.actor && (
          <>
            {' '}
            by <bdi>{ended.actor}</bdi>
          </>
        )}
        , <When at={ended.at} view={view} />. It begins again once Flavours reports this endpoint.
      </>
    ) : (
      <>Not monitored.</>
    );
  return late ? (
    <>
      Not probed: due since <When at={late} view={view} />. More endpoints are due than are probed in a
      minute; configured ones go first, the others take turns.
    </>
  ) : (
    <>
      Monitored.
      {nextProbeAt && (
        <>
          {' '}
          The next probe is due <When at={nextProbeAt} view={view} />.
        </>
      )}
    </>
  );
};

const ENDS = {
  stopped: 'Not monitored: stopped',
  expired: 'Not monitored: nothing was reported for 30 days',
  revoked: 'Not monitored: the URL of its source was revoked',
  limit: 'Not monitored: its source brought more than 1,000 endpoints that never answered us',
} as const;

/** The normal status, who says so, and what that means. */
export const Normal = ({ normal, view }: { normal: NormalStatus; view: View }) => (
  <>
    HTTP {normal.status},{' '}
    {normal.learnedFrom === 'person' ? (
      <>
        says <bdi>{normal.actor}</bdi>
      </>
    ) : normal.learnedFrom === 'oncall' ? (
      'says oncall.yml'
    ) : (
      'learned by our probes'
    )}{' '}
    <small>
      (<When at={normal.at} view={view} />)
    </small>
    .{normal.status >= 500 && ' Such an answer proves that the server is up, and says nothing of an outage.'}
  </>
);
