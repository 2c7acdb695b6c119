import type { NotificationPage } from '../../adapters/dynamodb/list-notifications.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreported } from '../../domain/incidents/incident-kind.ts';
import { KEPT_DAYS } from '../../domain/incidents/retention.ts';
import { isUnreadable, type Notification } from '../../domain/intake/notification.ts';
import { redactNotification } from '../../domain/intake/redact-notification.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { pathOf, queryOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';
import { Clock } from './timestamp.tsx';

/** A longer name may be broken; a short one never. */
const SHORT = 20;

/** As in the URL of the page. */
export type NotificationQuery = {
  code?: string | undefined;
  source?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
};

type Props = { view: View; incident: Incident; notifications: NotificationPage; query: NotificationQuery };

/** What Flavours posted, page by page. */
export const Notifications = ({ view, incident, notifications: { notifications, next }, query }: Props) => {
  if (isUnreported(incident)) return <NoneYet isOver={incident.state === 'resolved'} />;
  const path = pathOf(incident);
  const { after, ...filter } = query;
  const exported = `/api/v1/incidents/${encodeURIComponent(incident.incidentId)}/notifications`;
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">Notifications</h2>
      <form method="get" action={`${path}#notifications`}>
        <div class="fields">
          <div>
            <label for="code">Code</label>
            <input id="code" name="code" value={query.code ?? ''} autocomplete="off" />
          </div>
          <div>
            <label for="source">Source</label>
            <select id="source" name="source">
              <option value="">any</option>
              {Object.keys(incident.sources)
                .toSorted()
                .map((source) => (
                  <option value={source} selected={source === query.source}>
                    {source}
                  </option>
                ))}
            </select>
          </div>
          <div>
            <label for="q">Text</label>
            <input id="q" name="q" value={query.q ?? ''} dir="auto" autocomplete="off" />
          </div>
          <button type="submit" class="plain">
            Filter
          </button>
        </div>
      </form>
      {notifications.length === 0 ? (
        <div class="card quiet">
          <strong>None to show</strong>
          {queryOf(filter) === ''
            ? `Notifications are kept for ${KEPT_DAYS.notifications} days after they were counted.`
            : next === undefined
              ? 'No notification of this incident fits the filter.'
              : 'None of those read so far fits the filter: go on with older ones.'}
        </div>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Received</th>
              <th scope="col">Code</th>
              <th scope="col">What Flavours said</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {notifications.map((one) => (
              <Row one={one} view={view} />
            ))}
          </tbody>
        </table>
      )}
      <nav class="pages" aria-label="Pages of notifications">
        {after !== undefined && <a href={`${path}${queryOf(filter)}#notifications`}>Newest</a>}
        {next !== undefined && (
          <a href={`${path}${queryOf({ ...filter, after: next })}#notifications`}>Older</a>
        )}
        <a href={`${exported}.csv${queryOf(filter)}`}>CSV</a>
        <a href={`${exported}.ndjson${queryOf(filter)}`}>NDJSON</a>
      </nav>
    </section>
  );
};

/** Of an outage that our own probes found there is nothing to filter or to export. */
const NoneYet = ({ isOver }: { isOver: boolean }) => (
  <section aria-labelledby="notifications">
    <h2 id="notifications">Notifications</h2>
    <p>
      Flavours has reported nothing{isOver ? '' : ' yet'}: our own probes opened this incident. No event is
      known to be lost.
    </p>
  </section>
);

/** What is odd about it, or the URL that it mentions if it names no endpoint. */
const oddOf = (one: Notification): string | undefined =>
  isUnreadable(one)
    ? one.mentionedUrl && `It names ${clean(one.mentionedUrl)}.`
    : one.fieldProblems && `Odd: ${one.fieldProblems.map(({ detail }) => detail).join('; ')}.`;

const Row = ({ one: notification, view }: { one: Notification; view: View }) => {
  const one = redactNotification(notification);
  const message = isUnreadable(one) ? one.problem : (one.message ?? '');
  const odd = oddOf(one);
  const raw = one.raw;
  return (
    <tr>
      <td>
        <small>
          <Clock at={one.receivedAt} view={view} />
        </small>
      </td>
      <td>{isUnreadable(one) ? '–' : (one.code ?? 'unknown')}</td>
      <td>
        <span class="foreign" dir="auto">
          {clean(message) || 'nothing'}
        </span>
        {odd !== undefined && <small> {odd}</small>}
        {raw !== undefined && (
          <details>
            <summary>As it was posted</summary>
            <pre class="foreign" tabindex={0}>
              {clean(raw)}
            </pre>
          </details>
        )}
      </td>
      <td class={one.source.length > SHORT ? 'long' : undefined}>{one.source}</td>
    </tr>
  );
};
