import { fitting } from '../../domain/integrations/fitting.ts';
import { clip } from '../../domain/security/plain-text.ts';
import type { Alert, Context } from '../sections/message.ts';
import { type Button, partsOfDigest, partsOfPost } from './post-parts.ts';

/*
 * Posts to an incoming webhook of Slack, in Block Kit. https://docs.slack.dev/reference/block-kit/blocks: 50 blocks, 150
 * characters of a header, 3,000 of a section, 75 of a button, 25 elements of actions. Slack also refuses about 11,000
 * characters in all (msg_blocks_too_long, undocumented): these stay below 9,500.
 */
const HEADER_LENGTH = 150;
const SECTION_LENGTH = 3000;
const BUTTON_LENGTH = 75;
const TOTAL_LENGTH = 9000;

type Text = { type: 'plain_text' | 'mrkdwn'; text: string };
type Block =
  | { type: 'header'; text: Text }
  | { type: 'section'; text: Text }
  | { type: 'actions'; elements: object[] };

/** The three characters that mean something in any text of Slack. https://docs.slack.dev/messaging/formatting-message-text */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: clip(text, HEADER_LENGTH) },
});

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });

const actions = (buttons: readonly Button[]): Block[] =>
  buttons.length === 0
    ? []
    : [
        {
          type: 'actions',
          elements: buttons.map(({ label, url, purpose }) => ({
            type: 'button',
            text: { type: 'plain_text', text: clip(label, BUTTON_LENGTH) },
            url,
            action_id: purpose,
            ...(purpose === 'acknowledge' && { style: 'primary' }),
          })),
        },
      ];

/** Lines in as many sections as they need. */
const sections = (lines: readonly string[]): Block[] => {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length + 1 > SECTION_LENGTH) texts.push(line);
    else texts[texts.length - 1] = `${last}\n${line}`;
  }
  return texts.map(section);
};

/** One foreign line: cut so that it fits a section however much of it has to be escaped. */
const line = (text: string): string => escaped(clip(text, SECTION_LENGTH / 6));

const post = (text: string, blocks: Block[]): string =>
  JSON.stringify({ text: escaped(text), blocks, unfurl_links: false, unfurl_media: false }, wellFormed);

const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

/** One incident in one post: what changed, what to do, and buttons that open the signed pages. */
export const slackOf = (alert: Alert, context: Context): string => {
  const { title, address, lines, steps, buttons } = partsOfPost(alert, context);
  return post(title, [
    header(title),
    ...sections([
      ...(address === undefined ? [] : [`\`${line(address.replaceAll('`', "'"))}\``]),
      ...lines.map(line),
    ]),
    ...(steps.length > 0 ? sections(['*What to do first*', ...steps.map((step) => `• ${line(step)}`)]) : []),
    ...actions(buttons),
  ]);
};

/** Many incidents in one post. */
export const slackOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const { title, members, more, onDuty, buttons } = partsOfDigest(alerts, context);
  const rows = members.map(({ text, url }) =>
    url === undefined ? `• ${line(text)}` : `• <${escaped(url)}|${line(text)}>`,
  );
  const shown = fitting(rows, (row) => row.length, TOTAL_LENGTH);
  const left = more + rows.length - shown.length;
  return post(title, [
    header(title),
    ...sections([...shown, ...(left > 0 ? [`and ${left} more`] : []), ...onDuty.map(line)]),
    ...actions(buttons),
  ]);
};

/** The same without blocks, for a post that Slack refused. */
export const plainSlackOf = (title: string): string =>
  JSON.stringify({ text: escaped(title.toWellFormed()) });
