import type { Message } from '../../../lib/messages/sections/message.ts';
import { digestStories } from './digest-stories.ts';
import { endingStories } from './ending-stories.ts';
import { ongoingStories } from './ongoing-stories.ts';
import { openingStories } from './opening-stories.ts';
import { teamStories } from './team-stories.ts';

/** One message for each thing that people are told, as it happens at night. */
export const stories: Record<string, () => Message> = {
  ...openingStories,
  ...ongoingStories,
  ...endingStories,
  ...digestStories,
  ...teamStories,
};

/** A message as one text: what each channel gets. */
export const asText = ({ subject, email, sms, attributes, machine }: Message): string =>
  [
    `Subject: ${subject}`,
    '',
    email ?? '(no email)',
    `SMS: ${sms ?? '(none)'}`,
    '',
    `Attributes: ${JSON.stringify(attributes)}`,
    `Machine: ${JSON.stringify(JSON.parse(machine), undefined, 2)}`,
    '',
  ].join('\n');
