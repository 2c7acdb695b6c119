import type { Improvement } from '../../domain/reports/improvements.ts';
import { improvementIn } from '../../messages/report/improvement-words.ts';
import { inEnglish } from '../../messages/sections/message.ts';
import { endpointPath, incidentPath } from '../view/paths.ts';
import type { View } from '../view/view.ts';

type Props = { improvements: readonly Improvement[]; view: View };

/** What could be better, with its evidence as links. */
export const Improvements = ({ improvements, view }: Props) =>
  improvements.length === 0 ? (
    <p>Nothing stands out.</p>
  ) : (
    <ol class="steps">
      {improvements.map((one) => (
        <li>
          <Linked
            text={improvementIn(one, inEnglish(view))}
            ids={'incidentIds' in one ? one.incidentIds : []}
          />
          {'endpoints' in one &&
            one.endpoints.map(({ endpointKey, name }) => (
              <>
                {' '}
                <small>
                  <a href={endpointPath(endpointKey)}>{name}</a>
                </small>
              </>
            ))}
        </li>
      ))}
    </ol>
  );

/** A text in which each incident leads to its page. */
const Linked = ({ text, ids }: { text: string; ids: readonly string[] }) => {
  const [id, ...others] = ids;
  if (id === undefined) return <>{text}</>;
  const [before = '', ...after] = text.split(id);
  return (
    <>
      {before}
      <a href={incidentPath(id)}>{id}</a>
      <Linked text={after.join(id)} ids={others} />
    </>
  );
};
