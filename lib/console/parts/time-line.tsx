import type { Incident } from '../../incident.ts';
import { isAct, type TimelineEntry, timeOf } from '../../timeline.ts';
import { shownText } from '../words.ts';
import { At } from './time.tsx';
import type { View } from './view.ts';

type Props = { view: View; incident: Incident; entries: TimelineEntry[]; isCut: boolean };

const ACTS: Record<string, string> = {
  acknowledged: 'acknowledged it',
  resolved: 'resolved it',
  silenced: 'silenced it',
  unsilenced: 'ended the silence',
  note: 'noted',
};

/** What was told and what was done, the newest first, down to the first notification. */
export const TimeLine = ({ view, incident, entries, isCut }: Props) => (
  <section aria-labelledby="line">
    <h2 id="line">Time-line</h2>
    <ol class="line">
      {entries.map((entry) => (
        <li>
          <span class="when">
            <At at={timeOf(entry)} view={view} />
          </span>
          <Entry entry={entry} view={view} />
        </li>
      ))}
      {isCut && (
        <li>
          <span class="when" />
          <p>
            <small>Older lines are in the API: /api/v1/incidents/{incident.incidentId}/timeline</small>
          </p>
        </li>
      )}
      {incident.lastAt !== incident.openedAt && (
        <li>
          <span class="when">
            <At at={incident.lastAt} view={view} />
          </span>
          <p>Last notification, number {incident.count}</p>
        </li>
      )}
      <li>
        <span class="when">
          <At at={incident.openedAt} view={view} />
        </span>
        <p>First notification</p>
      </li>
    </ol>
  </section>
);

const Entry = ({ entry, view }: { entry: TimelineEntry; view: View }) =>
  isAct(entry) ? (
    <p>
      <strong>
        <bdi>{entry.who}</bdi> {ACTS[entry.kind] ?? entry.kind}
      </strong>
      {entry.reason && (
        <>
          : <bdi>{entry.reason}</bdi>
        </>
      )}
      {entry.until && (
        <small>
          {' '}
          until <At at={entry.until} view={view} />
        </small>
      )}
    </p>
  ) : (
    <div>
      <p>
        Told <strong>{entry.kind}</strong> by {entry.channels.map((name) => CHANNELS[name]).join(' and ')} on
        level {entry.level}
      </p>
      <p>
        <small>
          {shownText(entry.reason)} · SNS {shownText(entry.messageId)}
        </small>
      </p>
    </div>
  );

const CHANNELS: Record<string, string> = { email: 'email', sms: 'SMS' };
