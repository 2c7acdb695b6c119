import type { Incident } from '../../domain/incidents/incident.ts';
import type { SetPurpose } from '../../domain/incidents/incident-set.ts';
import { settledMember } from '../../domain/incidents/set-member.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { minutesInWords } from '../../messages/text/time.ts';
import type { ActedOnOne } from '../../use-cases/incidents/act-on-many.ts';
import { ActorField, SilenceFields } from '../components/form-fields.tsx';
import { State } from '../components/incident-row.tsx';
import { type Message, Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { headlineOf, shownText, summaryOf } from '../view/labels.ts';
import { pathOf } from '../view/paths.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

export type SetProps = {
  view: View;
  incidents: readonly Incident[];
  /** How many the message counted, where that is more than one request can act on. */
  total?: number | undefined;
  silences: ReadonlyMap<string, Silence>;
  purpose: SetPurpose;
  /** The signed link itself: where the form posts to. */
  link: string;
  /** The name that this browser remembers. */
  actor: string;
  results?: readonly ActedOnOne[];
  /** What came of it, or what is wrong with the form; then `typed` is what was typed. */
  message?: Message;
  typed?: Typed;
};

const WORDS = {
  acknowledge: { verb: 'Acknowledge', button: 'I am on all of them' },
  silence: { verb: 'Silence', button: 'Silence all of them' },
} as const;

const whatItDoes = (purpose: SetPurpose, { oncall }: View): string =>
  purpose === 'acknowledge'
    ? `This keeps reminders and further levels away for ${minutesInWords(oncall.acknowledgementMinutes)}, and tells the others by email that you are on it. What is closed or acknowledged already stays as it is.`
    : 'This keeps everybody from being woken by these endpoints for that time. It always ends. What is closed or silenced already stays as it is.';

const settled = ({ purpose, silences, view }: SetProps, incident: Incident) =>
  settledMember(purpose, incident, silences.get(incident.endpointKey), new Date(view.now));

/** What a link for all incidents of a message opens: how many, which, and one button. Opening it does nothing. */
export const ActOnSetPage = (props: SetProps) => {
  const { view, incidents, total = incidents.length, purpose, link, actor, results, message, typed } = props;
  const left = incidents.filter((incident) => settled(props, incident) === undefined);
  const { verb, button } = WORDS[purpose];
  const count = `${left.length} of ${total} ${total === 1 ? 'webhook' : 'webhooks'}`;
  const title = results ? `${incidents.length} webhooks` : `${verb} ${count}`;
  return (
    <Page title={title} view={view}>
      <h1>{left.length === 0 && !results ? 'There is nothing left to do here' : title}</h1>
      {message && <Note tone={message.tone}>{shownText(message.text)}</Note>}
      {total > incidents.length && (
        <p>
          The message counted {total}. This link is for the {incidents.length} most urgent of them;{' '}
          <a href="/console">the others are in the console</a>, and nobody has them yet.
        </p>
      )}
      {left.length > 0 && (
        <section class="card" aria-label="Act">
          <p>{whatItDoes(purpose, view)}</p>
          <form method="post" action={link}>
            <div class="fields">
              <div>
                <ActorField id="actor" actor={typed?.['actor'] ?? actor} />
              </div>
              {purpose === 'silence' && <SilenceFields typed={typed} />}
            </div>
            <p class="buttons">
              <button type="submit">{results ? `Try the other ${left.length} again` : button}</button>
            </p>
          </form>
        </section>
      )}
      <section aria-labelledby="which">
        <h2 id="which">{results ? 'What came of each' : 'Which'}</h2>
        <ul class="rows">
          {incidents.map((incident) => (
            <Member {...props} incident={incident} />
          ))}
        </ul>
      </section>
      <p>
        <a href="/console">All that fails now, in the console</a>
      </p>
    </Page>
  );
};

const Member = (props: SetProps & { incident: Incident }) => {
  const { incident, view, silences, results } = props;
  const result = results?.find(({ incidentId }) => incidentId === incident.incidentId);
  const done = settled(props, incident);
  const words = result?.message ?? (done && `${done.message}.`);
  return (
    <li>
      <State incident={incident} view={view} silence={silences.get(incident.endpointKey)} />{' '}
      <a href={pathOf(incident)}>{headlineOf(incident, view)}</a>
      <p>{summaryOf(incident)}</p>
      {words !== undefined && (
        <p>
          <strong>{shownText(words)}</strong>
        </p>
      )}
    </li>
  );
};
