import type { Incident } from '../../domain/incidents/incident.ts';
import { CloseAnyway } from '../components/close-anyway.tsx';
import { Page } from '../components/page.tsx';
import { whatItDoes } from '../view/act-words.ts';
import { headlineOf } from '../view/labels.ts';
import { pathOf } from '../view/paths.ts';
import type { View } from '../view/view.ts';

/** Asks once more before an incident is closed while our own probe still fails. */
export const ConfirmClosePage = ({
  view,
  incident,
  actor,
}: {
  view: View;
  incident: Incident;
  actor: string;
}) => (
  <Page title="Close it while our probe fails?" view={view} tab="none">
    <h1>Close it while our probe fails?</h1>
    <p class="lead">{headlineOf(incident, view)}</p>
    <section class="card" aria-label="Act">
      <form method="post" action={`${pathOf(incident)}/act`}>
        <CloseAnyway incident={incident} view={view} />
        <p>{whatItDoes('resolve', incident, view)}</p>
        <input type="hidden" name="actor" value={actor} />
        <p class="buttons">
          <button type="submit" name="kind" value="resolve">
            Close it anyway
          </button>
          <a class="button plain" href={pathOf(incident)}>
            Leave it open
          </a>
        </p>
      </form>
    </section>
  </Page>
);
