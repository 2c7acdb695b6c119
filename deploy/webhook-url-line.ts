/** What decides whether a deploy says the webhook URL: who reads what it prints. */
type Reader = { isTerminal: boolean; environment: Readonly<Record<string, string | undefined>> };

/**
 * The last line of a deploy. The URL is a secret, so only a terminal gets it: the log of a CI is kept, and read by more people
 * than may post. Whoever pipes the output elsewhere and knows where it goes sets SHOW_WEBHOOK_URL.
 */
export const webhookUrlLine = (
  url: string,
  { stage, region }: { stage: string; region: string },
  { isTerminal, environment }: Reader,
): string =>
  isTerminal || environment['SHOW_WEBHOOK_URL'] === 'true'
    ? `Webhook URL (paste into Flavours): ${url}`
    : `Webhook URL: not shown, because this is no terminal. To print it: npm run url -- --stage ${stage} --region ${region}`;
