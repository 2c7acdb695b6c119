import type { Improvement } from '../../domain/reports/improvements.ts';
import { improvementIn } from '../../messages/report/improvement-words.ts';
import { inEnglish } from '../../messages/sections/message.ts';
import { endpointPath, incidentPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = { improvements: readonly Improvement[]; view: View };

/** What could be better, each with the way to its evidence. */
export const Improvements = ({ improvements, view }: Props) =>
  improvements.length === 0 ? (
    <p>Nothing stands out.</p>
  ) : (
    <ol class="steps">
      {improvements.map((one) => (
        <li>
          {improvementIn(one, inEnglish(view))} <Evidence of={one} />
        </li>
      ))}
    </ol>
  );

const Evidence = ({ of }: { of: Improvement }) => (
  <small>
    {'incidentIds' in of ? (
      of.incidentIds.map((id) => (
        <>
          <a href={incidentPath(id)}>{id}</a>{' '}
        </>
      ))
    ) : (
      <a href={endpointPath(of.endpointKey)}>See the endpoint</a>
    )}
  </small>
);
