import type { Incident } from '../../domain/incidents/incident.ts';
import { isUnreadable, mentionedIn, oddIn } from '../../messages/sections/phrases.ts';
import { EXPECTED_POST, rawText } from '../../messages/sections/unreadable.ts';

/** What is odd about the last post, and the URL that it mentions if it names no endpoint. */
export const LastPost = ({ incident }: { incident: Incident }) => {
  const [mentioned, odd] = [mentionedIn(incident), oddIn(incident)];
  return (
    <>
      {isUnreadable(incident) && (
        <>
          <dt>Posted last</dt>
          <dd>
            <bdi class="foreign">{rawText(incident) ?? 'An empty text.'}</bdi>
          </dd>
          <dt>Expected</dt>
          <dd>
            <code>{EXPECTED_POST}</code>
          </dd>
        </>
      )}
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
