import { fitting } from '../../domain/integrations/fitting.ts';
import { clip } from '../../domain/security/plain-text.ts';
import type { Alert, Context } from '../sections/message.ts';
import { type Button, type PostParts, partsOfDigest, partsOfPost } from './post-parts.ts';

/*
 * Posts to a webhook of Teams' Workflows: an Adaptive Card in an envelope. Teams takes 28 KB, and writes what it gets anew,
 * which made 24.4 KB into 28.9 (MicrosoftDocs/msteams-docs#11274): a card stays below 18 KB. A card of a version above 1.4
 * is taken and not shown. https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const CARD_BYTES = 18_000;
const LINE_LENGTH = 500;
const TITLE_LENGTH = 250;

type TextBlock = { type: 'TextBlock'; text: string; wrap: true; [style: string]: unknown };

const COLORS: Record<PostParts['color'], string> = {
  bad: 'attention',
  warning: 'warning',
  good: 'good',
  neutral: 'default',
};

/** Without `wrap` a phone shows the first words alone (prometheus/alertmanager#4182). */
const block = (text: string, style: Record<string, unknown> = {}): TextBlock => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...style,
});

/** A sign that Markdown reads in an address is taken as it is. */
const literal = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|~<>-]/g, '\\$&');

const titleBlock = (title: string, color: PostParts['color']): TextBlock =>
  block(clip(title, TITLE_LENGTH), { weight: 'bolder', size: 'medium', color: COLORS[color] });

const envelope = (body: readonly TextBlock[], buttons: readonly Button[]): string =>
  JSON.stringify(
    {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body,
            actions: buttons.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
            msteams: { width: 'Full' },
          },
        },
      ],
    },
    (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value),
  );

/** As many rows as a card has room for, and how many are left. */
const fitted = (rows: readonly TextBlock[]): { shown: TextBlock[]; left: number } => {
  const shown = fitting(rows, (row) => Buffer.byteLength(JSON.stringify(row)), CARD_BYTES);
  return { shown, left: rows.length - shown.length };
};

/** One incident in one card: what changed, what to do, and buttons that open the signed pages. */
export const teamsOf = (alert: Alert, context: Context): string => {
  const { title, color, address, lines, steps, buttons } = partsOfPost(alert, context);
  const { shown } = fitted([
    ...(address === undefined ? [] : [block(literal(clip(address, LINE_LENGTH)), { fontType: 'monospace' })]),
    ...lines.map((text) => block(literal(clip(text, LINE_LENGTH)))),
    ...(steps.length > 0 ? [block('What to do first', { weight: 'bolder' })] : []),
    ...steps.map((text, index) => block(`${index + 1}. ${literal(clip(text, LINE_LENGTH))}`)),
  ]);
  return envelope([titleBlock(literal(title), color), ...shown], buttons);
};

/** Many incidents in one card. */
export const teamsOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const { title, color, members, more, onDuty, buttons } = partsOfDigest(alerts, context);
  const { shown, left } = fitted(
    members.map(({ text, url }) =>
      block(url === undefined ? literal(text) : `[${literal(text)}](${url})`, { spacing: 'small' }),
    ),
  );
  const rest = more + left;
  return envelope(
    [
      titleBlock(literal(title), color),
      ...shown,
      ...(rest > 0 ? [block(`and ${rest} more`)] : []),
      ...onDuty.map((text) => block(literal(clip(text, LINE_LENGTH)))),
    ],
    buttons,
  );
};

/** The title alone, for a card that was refused. */
export const plainTeamsOf = (title: string): string =>
  envelope([block(literal(clip(title, TITLE_LENGTH)))], []);
