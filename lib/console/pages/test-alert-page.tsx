import type { Incident } from '../../domain/incidents/incident.ts';
import type { ChannelDelivery } from '../../domain/watching/delivery.ts';
import type { TestAlertProgress } from '../../use-cases/incidents/test-alert.ts';
import { ActorField } from '../components/form-fields.tsx';
import { IncidentRow } from '../components/incident-row.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/timestamp.tsx';
import { shownText } from '../view/labels.ts';
import { incidentPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** Whether the alerts still reach everybody: asked for by a button, sent to all levels at once. */
export const StartTestAlertPage = ({
  view,
  actor,
  earlier,
  selfTest,
  problem,
}: {
  view: View;
  actor: string;
  /** Tests that are over, the latest first. */
  earlier: readonly Incident[];
  /** How the daily self-test went, which needs nobody. */
  selfTest: string;
  problem?: string;
}) => (
  <Page title="Test alert" view={view} tab="test">
    <h1>Test alert</h1>
    <p class="lead">
      Sends a notification that is marked a test the whole way, from the webhook to every level by email and
      SMS. It wakes people: warn them first.
    </p>
    {problem && <Note tone="bad">{problem}</Note>}
    <form method="post" action="/console/test-alert">
      <div class="fields">
        <div>
          <ActorField id="actor" actor={actor} />
        </div>
        <button type="submit">Send the test alert</button>
      </div>
    </form>
    <p>
      <small>{selfTest}</small>
    </p>
    {earlier.length > 0 && (
      <section aria-labelledby="earlier">
        <h2 id="earlier">Earlier tests</h2>
        <ul class="rows">
          {earlier.map((incident) => (
            <IncidentRow incident={incident} view={view} />
          ))}
        </ul>
        <p>
          <small>A test counts nowhere as an outage, and closes by itself once it was sent.</small>
        </p>
      </section>
    )}
  </Page>
);

type Props = {
  view: View;
  id: string;
  startedAt: number;
  progress: TestAlertProgress;
  /** What SNS says of it, by channel, minutes later. */
  delivery: readonly ChannelDelivery[];
};

const CHANNELS = [
  ['email', 'Email'],
  ['sms', 'SMS'],
] as const;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** How far a test alert has come, and how long each step took. */
export const TestAlertPage = ({
  view,
  id,
  startedAt,
  progress: { incidentId, lastSent },
  delivery,
}: Props) => {
  const isDone = CHANNELS.every(([channel]) => lastSent[channel]);
  return (
    <Page title="Test alert" view={view} tab="test">
      <h1>{isDone ? 'The test alert is out' : 'The test alert is on its way'}</h1>
      <dl>
        <dt>Kept</dt>
        <dd>
          <When at={new Date(startedAt).toISOString()} view={view} />
        </dd>
        <dt>Grouped</dt>
        <dd>
          {incidentId === undefined ? (
            'not yet'
          ) : (
            <a href={incidentPath(incidentId)}>Incident {shownText(incidentId)}</a>
          )}
        </dd>
        {CHANNELS.map(([channel, label]) => {
          const one = lastSent[channel];
          return (
            <>
              <dt>{label}</dt>
              <dd>
                {one ? (
                  <>
                    SNS accepted it after {seconds(Date.parse(one.at) - startedAt)} for{' '}
                    {one.level === 1 ? 'level 1' : `levels 1 to ${one.level}`}{' '}
                  </>
                ) : (
                  `not yet${channel === 'sms' ? ': five SMS at once, then one per three minutes' : ''}`
                )}
              </dd>
            </>
          );
        })}
      </dl>
      {delivery.length > 0 && (
        <section aria-labelledby="delivery">
          <h2 id="delivery">What SNS says of the delivery</h2>
          <dl>
            {delivery.map(({ protocol, verdict, why }) => (
              <>
                <dt>{protocol}</dt>
                <dd>
                  <strong>{verdict}</strong>: {why}
                </dd>
              </>
            ))}
          </dl>
          <p>
            <small>
              SNS's figures come a few minutes late: look again. It counts as if all had confirmed.
            </small>
          </p>
        </section>
      )}
      <p>Delivered is handed over, to a mail server or a carrier. Whether it was seen, ask the people.</p>
      <form method="post" action="/console/test-alert/close">
        <p class="buttons">
          <a class="button plain" href={`/console/test-alert/${id}`}>
            Look again
          </a>
          <button type="submit">Close the test</button>
        </p>
      </form>
    </Page>
  );
};
