import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { SentAlert } from '../../domain/incidents/sent-alert.ts';
import { isRecordedAction, type TimelineEntry, timeOf } from '../../domain/incidents/timeline.ts';
import { shownLines } from '../../messages/text/plain-text.ts';
import { channelWords, reachedWords } from '../view/alerted-words.ts';
import { countWords, shownText } from '../view/labels.ts';
import type { View } from '../view/view.ts';
import { Clock } from './timestamp.tsx';

/** `of`: how many entries there are, if not all are shown. */
type Props = { view: View; incident: Incident; entries: TimelineEntry[]; of?: Count };

const ACTIONS: Record<string, string> = {
  acknowledged: 'acknowledged it',
  resolved: 'closed it',
  silenced: 'silenced it',
  unsilenced: 'ended the silence',
  note: 'noted',
  normal: 'says that it works and always answers so',
  'forgot-normal': 'took back what it always answers',
  stopped: 'stopped the monitoring',
};

/** What was sent and what was done, newest first, down to the first notification. */
export const TimeLine = ({ view, incident, entries, of }: Props) => {
  const { openedAt, lastAt, count } = incident;
  const lines = [
    ...entries.map((entry) => ({ at: timeOf(entry), line: <Entry entry={entry} view={view} /> })),
    ...(lastAt === openedAt ? [] : [{ at: lastAt, line: <p>Last notification, number {count}</p> }]),
    { at: openedAt, line: <p>{count === 0 ? 'Opened: our own probes fail' : 'First notification'}</p> },
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section aria-labelledby="line">
      <h2 id="line">Time-line</h2>
      <ol class="line">
        {lines.map(({ at, line }) => (
          <li>
            <span class="when">
              <Clock at={at} view={view} />
            </span>
            {line}
          </li>
        ))}
      </ol>
      {of && (
        <p>
          <small>
            These are the newest {entries.length} of {countWords(of)} lines.{' '}
            <a href={`/api/v1/incidents/${encodeURIComponent(incident.incidentId)}/timeline`}>
              All of them are in the API
            </a>
          </small>
        </p>
      )}
    </section>
  );
};

const Entry = ({ entry, view }: { entry: TimelineEntry; view: View }) =>
  isRecordedAction(entry) ? (
    <p>
      <strong>
        <bdi>{shownText(entry.actor)}</bdi> {ACTIONS[entry.kind] ?? entry.kind}
      </strong>
      {entry.until && (
        <>
          {' '}
          until <Clock at={entry.until} view={view} />
        </>
      )}
      {entry.reason && (
        <>
          : <bdi class="lines">{shownLines(entry.reason)}</bdi>
        </>
      )}
    </p>
  ) : (
    <div>
      <p>
        Alert <strong>{entry.kind}</strong> {sentTo(entry, view)}
      </p>
      <p>
        <small>
          {shownText(entry.reason)} · SNS message <code>{shownText(entry.messageId)}</code>
        </small>
      </p>
    </div>
  );

/** "by email and SMS to level 1: Sara, Huda by email": a hand-over goes to nobody but who has come on duty. */
const sentTo = ({ kind, level, people = [], channels }: SentAlert, view: View): string => {
  if (channels.every((channel) => channel === 'machines')) return 'to machines only, no person';
  const reached = (beside: typeof channels) => reachedWords(people, () => channels, view, beside);
  if (kind === 'handover' && reached([]) !== '') return `to ${reached([])}`;
  const levels = level === 1 ? 'level\u00a01' : `levels 1 to\u00a0${level}`;
  return `by ${channelWords(channels)} to ${[levels, reached(channels)].filter(Boolean).join(': ')}`;
};
