import { countWords } from '../view/labels.ts';
import type { OpenIncidents } from '../view/lists.ts';
import { queryOf } from '../view/paths.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';
import { ActorField, SilenceFields } from './form-fields.tsx';
import { IncidentRow } from './incident-row.tsx';

type Props = {
  view: View;
  open: OpenIncidents;
  actor: string;
  areTicked: boolean;
  typed?: Typed;
};

/** What fails, what needs somebody first; several can be chosen and acted on in one act. */
export const OpenList = (props: Props) => {
  const { view, open } = props;
  const { worst, count, silences } = open;
  const isMany = worst.length > 1;
  const rows = (
    <ul class="rows">
      {worst.map((incident) => (
        <IncidentRow
          incident={incident}
          view={view}
          silence={silences.get(incident.endpointKey)}
          {...(isMany && { isTicked: props.areTicked })}
        />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="open">
      <h2 id="open">Open incidents</h2>
      {isMany ? (
        <form method="post" action="/console/act">
          {rows}
          <ActOnTicked {...props} />
        </form>
      ) : (
        rows
      )}
      {(count > worst.length || !open.isWhole) && (
        <p>
          These are the {worst.length} most urgent of {countWords(open)}. When so many fail at once, look
          first for what they share: a host, a network, a deploy.{' '}
          <a href={`/console/history${queryOf({ list: 'open' })}`}>List them all</a>
        </p>
      )}
    </section>
  );
};

/** What is done to all that are chosen. Silencing wants a reason; the route says so, as the field is not always used. */
const ActOnTicked = ({ actor, areTicked, typed }: Props) => (
  <div class="many">
    {actor === '' || typed?.['actor'] !== undefined ? (
      <div class="fields">
        <div>
          <ActorField id="actor" actor={typed?.['actor'] ?? actor} />
        </div>
      </div>
    ) : (
      <input type="hidden" name="actor" value={actor} />
    )}
    <p class="buttons">
      <button type="submit" name="kind" value="acknowledge">
        Acknowledge the chosen
      </button>
      {!areTicked && (
        <a class="button plain" href="/console?chosen=all#open">
          Choose all
        </a>
      )}
    </p>
    <details open={typed?.['kind'] === 'silence'}>
      <summary>Silence the chosen</summary>
      <div class="fields">
        <SilenceFields typed={typed} isOptional />
      </div>
      <button type="submit" name="kind" value="silence" class="plain">
        Silence
      </button>
    </details>
  </div>
);
