import { lastError } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { minutesInWords } from '../../messages/text/time.ts';
import { pathOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = { incident: Incident; who: string; isSilenced: boolean; view: View };

/** What can be done about an incident; each is one POST, and the name is typed, since all share their links. */
export const ActForms = ({ incident, who, isSilenced, view }: Props) => {
  const action = `${pathOf(incident)}/act`;
  const error = acceptableError(incident);
  return (
    <section class="card" aria-label="Act">
      <form method="post" action={action}>
        <WhoField id="who" who={who} />
        <p class="buttons">
          <button type="submit" name="kind" value="acknowledge">
            {incident.state === 'acknowledged' ? 'Acknowledge again' : 'I am on it'}
          </button>
          <button type="submit" name="kind" value="resolve" class="plain">
            It works again
          </button>
          {error !== undefined && (
            <button type="submit" name="kind" value="normal" class="plain">
              It works and always answers {error}
            </button>
          )}
          {isSilenced && (
            <button type="submit" name="kind" value="unsilence" class="plain">
              End the silence
            </button>
          )}
        </p>
      </form>
      <p>
        <small>
          “I am on it” keeps reminders and further levels away for{' '}
          {minutesInWords(view.oncall.acknowledgementMinutes)}. All hear of it by mail.
        </small>
      </p>
      {incident.endpoint !== undefined && (
        <details>
          <summary>Stop the monitoring</summary>
          <p>
            The incident is closed, and this endpoint is neither probed nor told of any more, until Flavours
            reports it again.
          </p>
          <form method="post" action={action}>
            <div class="fields">
              <div>
                <WhoField id="stopper" who={who} />
              </div>
            </div>
            <button type="submit" name="kind" value="stop-monitoring" class="plain">
              Stop the monitoring
            </button>
          </form>
        </details>
      )}
      <details>
        <summary>Silence it</summary>
        <form method="post" action={action}>
          <div class="fields">
            <div>
              <WhoField id="silencer" who={who} />
            </div>
            <div>
              <UntilField id="until" />
            </div>
            <div class="wide">
              <ReasonField id="reason" />
            </div>
          </div>
          <button type="submit" name="kind" value="silence" class="plain">
            Silence
          </button>
        </form>
      </details>
      <details>
        <summary>Leave a note</summary>
        <form method="post" action={action}>
          <div class="fields">
            <div>
              <WhoField id="author" who={who} />
            </div>
          </div>
          <label for="text">Note</label>
          <textarea id="text" name="text" required maxlength={1000} dir="auto" />
          <p class="buttons">
            <button type="submit" name="kind" value="note" class="plain">
              Add the note
            </button>
          </p>
        </form>
      </details>
    </section>
  );
};

/** The error that our last probe got and that is not known to be normal: only a person can say whether it is. */
export const acceptableError = (incident: Incident): number | undefined => {
  const error = lastError({ monitor: undefined, latest: incident });
  return error === incident.normalStatus?.status ? undefined : error;
};

export const WhoField = ({ id, who }: { id: string; who: string }) => (
  <>
    <label for={id}>Your name</label>
    <input id={id} name="who" value={who} required maxlength={60} autocomplete="name" dir="auto" />
  </>
);

export const UntilField = ({ id }: { id: string }) => (
  <>
    <label for={id}>Until</label>
    <select id={id} name="until">
      <option value="1h">for 1 hour</option>
      <option value="4h">for 4 hours</option>
      <option value="8h">for 8 hours</option>
      <option value="24h">for 24 hours</option>
      <option value="worse">until it gets ten times worse or the cause changes</option>
    </select>
  </>
);

export const ReasonField = ({ id }: { id: string }) => (
  <>
    <label for={id}>Why nobody need be woken</label>
    <input id={id} name="reason" required maxlength={200} dir="auto" autocomplete="off" />
  </>
);
