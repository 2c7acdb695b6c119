import { reportStories } from '../../unit/messages/report-stories.ts';
import { asText, stories } from '../../unit/messages/stories.ts';
import { handoverMails } from '../../unit/messages/team-stories.ts';

export { inSpokenLanguages } from '../../../lib/messages/language/spoken.ts';

/** The golden messages by their names. */
export const mails = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...stories, ...reportStories, ...handoverMails }).map(([name, render]) => [
      name,
      asText(render()),
    ]),
  );
