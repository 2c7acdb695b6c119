import type { Improvement } from '../../domain/reports/improvements.ts';
import { evidenceName, improvementIn } from '../../messages/report/improvement-words.ts';
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
          <Linked text={improvementIn(one, inEnglish(view))} links={linksOf(one, view)} />
        </li>
      ))}
    </ol>
  );

type Link = { text: string; path: string };

/** What is named as evidence, in the order in which it is named, and where it is to be seen. */
const linksOf = (one: Improvement, view: View): Link[] => {
  if ('incidentIds' in one) return one.incidentIds.map((id) => ({ text: id, path: incidentPath(id) }));
  if (!('endpoints' in one)) return [];
  return one.endpoints.map((of) => ({
    text: evidenceName(of, inEnglish(view)),
    path: endpointPath(of.endpointKey),
  }));
};

/** A text in which some parts lead on. */
const Linked = ({ text, links }: { text: string; links: readonly Link[] }) => {
  const [link, ...others] = links;
  if (!link) return <>{text}</>;
  const [before = '', ...after] = text.split(link.text);
  return (
    <>
      {before}
      <a href={link.path}>{link.text}</a>
      <Linked text={after.join(link.text)} links={others} />
    </>
  );
};
