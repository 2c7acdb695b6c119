import type { Incident } from '../../domain/incidents/incident.ts';
import { mentionedIn, oddIn } from '../../messages/sections/phrases.ts';

/** What is odd about the last post, and the URL that it mentions if it names no endpoint. */
export const LastPost = ({ incident }: { incident: Incident }) => {
  const [mentioned, odd] = [mentionedIn(incident), oddIn(incident)];
  return (
    <>
      {mentioned !== undefined && (
        <>
          <dt>Names</dt>
          <dd>
            <bdi>{mentioned}</bdi> (it may be what fails)
          </dd>
        </>
      )}
      {odd !== undefined && (
        <>
          <dt>Odd</dt>
          <dd>In what Flavours posted last: {odd}.</dd>
        </>
      )}
    </>
  );
};
