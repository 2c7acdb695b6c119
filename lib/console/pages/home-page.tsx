import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { MissingSubscribers } from '../../domain/oncall/missing-subscribers.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { isUnreadable, plural } from '../../messages/sections/phrases.ts';
import { EndpointRow } from '../components/endpoint-row.tsx';
import { IncidentRow } from '../components/incident-row.tsx';
import { MissingContacts } from '../components/missing-contacts.tsx';
import { type Message, Note } from '../components/note.tsx';
import { OpenList } from '../components/open-list.tsx';
import { Page } from '../components/page.tsx';
import { relative, Second } from '../components/timestamp.tsx';
import { dutiesNow, dutiesWords } from '../view/duty-words.ts';
import { countWords, nameOf } from '../view/labels.ts';
import type { OpenIncidents } from '../view/lists.ts';
import { DUTY_PATH } from '../view/paths.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

/** What the page shows of a storm; the rest is one click away. */
export const SHOWN = 12;
const ENDPOINTS_SHOWN = 6;

export type Home = {
  view: View;
  /** What is not over, all told, and of it the most urgent. */
  open: OpenIncidents;
  recent: Incident[];
  /** Some of the monitored endpoints, with how many there are of them. */
  monitors: Monitor[];
  monitoredCount: Count;
  /** Who would hear nothing, as last counted. */
  missing: MissingSubscribers | undefined;
  /** The name that this browser remembers. */
  actor: string;
  /** Whether all that are shown are chosen, to be acted on in one act. */
  areTicked: boolean;
  /** What came of an act, or what is wrong with one; then `typed` is what was typed. */
  message?: Message;
  typed?: Typed;
  /** That the self-test fails, or is not run. */
  trouble?: string | undefined;
};

/** What fails first, then what was seen to fail last. */
export const byHealth = (monitors: readonly Monitor[]): Monitor[] => {
  const failedAt = ({ history }: Monitor): string =>
    history.findLast(({ kind }) => kind === 'down')?.at ?? '';
  const isFailing = ({ history }: Monitor): number =>
    Number(history.findLast(({ kind }) => kind !== 'unknown')?.kind === 'down');
  return monitors.toSorted((a, b) => isFailing(b) - isFailing(a) || (failedAt(a) < failedAt(b) ? 1 : -1));
};

const headline = ({ worst, count, isWhole }: OpenIncidents, view: View): string => {
  const [only] = worst;
  if (count === 0) return 'Nothing is failing';
  if (count === 1 && isWhole && only)
    return isUnreadable(only) ? `${nameOf(only, view)} cannot be read` : `${nameOf(only, view)} is failing`;
  const isStorm = count > SHOWN || !isWhole;
  return `${countWords({ count, isWhole })} webhooks are failing${isStorm ? ' at once' : ''}`;
};

/** "2 need somebody, 1 acknowledged": what fails, by whether anybody has to look. */
const attentionWords = ({ count, needSomebody, waiting, acknowledged, muted }: OpenIncidents): string => {
  if (needSomebody === count) return 'Nobody has acknowledged yet.';
  const parts = [
    needSomebody > 0 && `${needSomebody} ${needSomebody === 1 ? 'needs' : 'need'} somebody`,
    waiting > 0 && `${waiting} held back by quiet hours`,
    acknowledged > 0 && `${acknowledged} acknowledged`,
    muted > 0 && `${muted} silenced or in maintenance`,
  ].filter((part) => part !== false);
  return `${needSomebody === 0 ? 'Nobody need look now: ' : ''}${parts.join(', ')}.`;
};

/** Is anything broken, what is next, and who is alerted. */
export const HomePage = (props: Home) => {
  const { view, open, recent, monitors, monitoredCount, message, trouble, missing } = props;
  const { invalidItem, count, tests } = open;
  const isNew = count === 0 && recent.length === 0 && monitors.length === 0 && tests.length === 0;
  return (
    <Page
      title={headline(open, view)}
      view={view}
      tab="now"
      attention={open.needSomebody}
      isLive={message?.tone !== 'bad'}
    >
      <h1>{headline(open, view)}</h1>
      {message && <Note tone={message.tone}>{message.text}</Note>}
      {trouble !== undefined && <Note tone="bad">{trouble}</Note>}
      {invalidItem > 0 && (
        <Note tone="bad">
          {invalidItem} of the incidents could not be read, and are missing here. Look into the log of the
          sweep.
        </Note>
      )}
      <MissingContacts missing={missing} />
      {count > 0 ? (
        <p class="lead">
          {`At least ${plural(open.lost, 'event')} lost. `}
          {attentionWords(open)}
        </p>
      ) : (
        <Calm recent={recent} view={view} />
      )}
      {open.countedAt !== undefined && <Counted at={open.countedAt} view={view} />}
      <OnDutyNow view={view} />
      {isNew && <FirstTime />}
      {count > 0 && <OpenList {...props} />}
      {tests.length > 0 && (
        <section aria-labelledby="tests">
          <h2 id="tests">Test alerts</h2>
          <ul class="rows">
            {tests.map((incident) => (
              <IncidentRow incident={incident} view={view} />
            ))}
          </ul>
        </section>
      )}
      {monitors.length > 0 && (
        <section aria-labelledby="endpoints">
          <h2 id="endpoints">Endpoints</h2>
          <ul class="rows">
            {byHealth(monitors)
              .slice(0, ENDPOINTS_SHOWN)
              .map((endpoint) => (
                <EndpointRow endpoint={endpoint} view={view} />
              ))}
          </ul>
          <p>
            <a href="/console/endpoints">
              {monitoredCount.count > ENDPOINTS_SHOWN
                ? `All ${countWords(monitoredCount)} that are monitored`
                : 'All that are monitored'}
            </a>
          </p>
        </section>
      )}
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent">Recently over</h2>
          <ul class="rows">
            {recent.map((incident) => (
              <IncidentRow incident={incident} view={view} />
            ))}
          </ul>
          <p>
            <a href="/console/history">All of the history</a> · <a href="/console/reports">Weekly reports</a>
          </p>
        </section>
      )}
    </Page>
  );
};

/** How old the totals are. Each row is read each time; which ones stand here may be as old. */
const Counted = ({ at, view }: { at: number; view: View }) => (
  <p class="soft">
    Counted at <Second at={at} view={view} />, since so many are open; each row is current.
  </p>
);

/** Whose telephone rings now, where people take turns. */
const OnDutyNow = ({ view }: { view: View }) => {
  const duties = dutiesNow(view);
  return duties.length === 0 ? null : (
    <p>
      On duty: <a href={DUTY_PATH}>{dutiesWords(duties, view)}</a>
    </p>
  );
};

const Calm = ({ recent, view }: { recent: Incident[]; view: View }) => {
  const [last] = recent;
  return (
    <p class="lead">
      {last
        ? `The last incident was over ${relative(Date.parse(last.resolvedAt ?? last.lastAt), view.now)}. `
        : 'No webhook has failed this month. '}
      Flavours speaks only when an event fails, so quiet is a good sign and no proof.
    </p>
  );
};

const FirstTime = () => (
  <div class="card quiet">
    <strong>Not one notification has come yet.</strong>
    Is the webhook URL set at Flavours? It stands under <a href="/console/sources">Sources</a>, with a command
    to try it.
  </div>
);
