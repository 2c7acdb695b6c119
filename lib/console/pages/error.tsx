import { Page } from '../components/page.tsx';
import type { View } from '../view/view.ts';

/** Something is not there, not allowed or broken: what it is, and what to do. */
export const ErrorPage = ({ view, headline, words }: { view: View; headline: string; words: string }) => (
  <Page title={headline} view={view} tab="error">
    <h1>{headline}</h1>
    <p class="lead">{words}</p>
    <p>
      <a href="/console">See what is failing now</a>
    </p>
  </Page>
);
