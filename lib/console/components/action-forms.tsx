import { lastError } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import { minutesInWords } from '../../messages/text/time.ts';
import { shownText } from '../view/labels.ts';
import { pathOf } from '../view/paths.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';
import { ActorField, SilenceFields } from './form-fields.tsx';

type Props = {
  incident: Incident;
  /** The name that this browser remembers; with `isNameAsked` it is to be typed all the same. */
  actor: string;
  isNameAsked: boolean;
  isSilenced: boolean;
  typed?: Typed | undefined;
  view: View;
};

/**
 * What can be done about an incident: the right thing first, the rest behind one more tap. On a phone it stands at the
 * bottom edge. Each is one POST, with a name, since all share their links.
 */
export const ActBar = (props: Props) => {
  const { incident, isSilenced, view } = props;
  const isTest = isTestAlert(incident);
  return (
    <section class="acts" aria-label="Act">
      <form method="post" action={`${pathOf(incident)}/act`}>
        <ActorName id="actor" {...props} />
        <p class="buttons">
          <Primary incident={incident} isSilenced={isSilenced} />
          {!isTest && (
            <button type="submit" name="kind" value="resolve" class="plain">
              It works again
            </button>
          )}
        </p>
      </form>
      {!isTest && (
        <details class="more" open={props.typed?.['kind'] !== undefined && MORE.has(props.typed['kind'])}>
          <summary aria-label="More to do">
            <span aria-hidden="true">⋯</span> <span class="wide-only">More</span>
          </summary>
          <More {...props} />
        </details>
      )}
      <p class="wide-only">
        <small>
          “I am on it” keeps reminders and further levels away for{' '}
          {minutesInWords(view.oncall.acknowledgementMinutes)}. All hear of it by mail.
        </small>
      </p>
    </section>
  );
};

const MORE: ReadonlySet<string> = new Set(['silence', 'note']);

const Primary = ({ incident, isSilenced }: Pick<Props, 'incident' | 'isSilenced'>) => {
  const [kind, label] = isTestAlert(incident)
    ? ['resolve', 'Close the test']
    : isSilenced
      ? ['unsilence', 'End the silence']
      : ['acknowledge', incident.state === 'acknowledged' ? 'Acknowledge again' : 'I am on it'];
  return (
    <button type="submit" name="kind" value={kind}>
      {label}
    </button>
  );
};

/** The name: a field the first time, then what this browser remembers. */
const ActorName = ({
  id,
  actor,
  isNameAsked,
  typed,
}: Pick<Props, 'actor' | 'isNameAsked' | 'typed'> & { id: string }) =>
  actor === '' || isNameAsked ? (
    <div>
      <ActorField id={id} actor={typed?.['actor'] ?? actor} />
    </div>
  ) : (
    <input type="hidden" name="actor" value={actor} />
  );

/** Everything else: another name, a silence, a note, and what concerns the monitoring. */
const More = (props: Props) => {
  const { incident, actor, isNameAsked, isSilenced, typed } = props;
  const action = `${pathOf(incident)}/act`;
  const error = acceptableError(incident);
  return (
    <div class="panel">
      {actor !== '' && !isNameAsked && (
        <p>
          You act as <bdi>{shownText(actor)}</bdi>. <a href={`${pathOf(incident)}?name`}>Use another name</a>
        </p>
      )}
      {(isSilenced || error !== undefined) && (
        <form method="post" action={action}>
          <ActorName id="more-who" {...props} />
          <p class="buttons">
            {isSilenced && (
              <button type="submit" name="kind" value="acknowledge" class="plain">
                I am on it
              </button>
            )}
            {error !== undefined && (
              <button type="submit" name="kind" value="normal" class="plain">
                It works and always answers {error}
              </button>
            )}
          </p>
        </form>
      )}
      <details open={typed?.['kind'] === 'silence'}>
        <summary>Silence it</summary>
        <form method="post" action={action}>
          <div class="fields">
            <ActorName id="silencer" {...props} />
            <SilenceFields typed={typed} />
          </div>
          <button type="submit" name="kind" value="silence" class="plain">
            Silence
          </button>
        </form>
      </details>
      <details open={typed?.['kind'] === 'note'}>
        <summary>Leave a note</summary>
        <form method="post" action={action}>
          <ActorName id="author" {...props} />
          <label for="text">Note</label>
          <textarea id="text" name="text" required maxlength={1000} dir="auto">
            {typed?.['text']}
          </textarea>
          <p class="buttons">
            <button type="submit" name="kind" value="note" class="plain">
              Add the note
            </button>
          </p>
        </form>
      </details>
      {incident.endpoint !== undefined && (
        <details>
          <summary>Stop the monitoring</summary>
          <p>
            This closes the incident, and this endpoint is neither probed nor spoken of any more, until
            Flavours reports it again.
          </p>
          <form method="post" action={action}>
            <ActorName id="stopper" {...props} />
            <p class="buttons">
              <button type="submit" name="kind" value="stop-monitoring" class="plain">
                Stop the monitoring
              </button>
            </p>
          </form>
        </details>
      )}
    </div>
  );
};

/** The error that our last probe got and that is not known to be normal: only a person can say whether it is. */
export const acceptableError = (incident: Incident): number | undefined => {
  const error = lastError({ monitor: undefined, latest: incident });
  return error === incident.normalStatus?.status ? undefined : error;
};
