import * as z from 'zod';
import { type Sms, smsOf } from './sms.ts';

const Environment = z.object({
  GATEWAY_URL: z.url(),
  GATEWAY_KEY: z.string().min(1),
  SENDER: z.string().min(1),
  /** Names as in oncall.yml, with their numbers; those who are woken whoever is on duty stand under "always". */
  PHONES: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.array(z.string().regex(/^\+[1-9]\d{6,14}$/)))),
});

/** What SNS hands to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const Event = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

const TIMEOUT_MS = 5000;

/**
 * Sends an SMS for each alert that wakes people, by a gateway of one's own. Throws where the gateway takes one not: SNS then
 * hands the alert over again, and those who had it get it twice.
 */
export const handler = async (event: unknown): Promise<void> => {
  const environment = Environment.parse(process.env);
  for (const { Sns } of Event.parse(event).Records) {
    const sms = smsOf(Sns.Message);
    if (sms) await Promise.all(numbersOf(sms, environment.PHONES).map((to) => send(to, sms, environment)));
  }
};

const numbersOf = ({ persons }: Sms, phones: Record<string, string[]>): string[] => [
  ...new Set([...persons, 'always'].flatMap((name) => phones[name] ?? [])),
];

/** The request of your gateway: fit it to what it documents. */
const send = async (
  to: string,
  { text }: Sms,
  { GATEWAY_URL, GATEWAY_KEY, SENDER }: z.infer<typeof Environment>,
): Promise<void> => {
  const answer = await fetch(GATEWAY_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${GATEWAY_KEY}` },
    body: JSON.stringify({ to, from: SENDER, text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
};
