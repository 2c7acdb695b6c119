import * as z from 'zod';
import { alertsIn, isSnsEvent } from '../../lib/adapters/lambda/sns-records.ts';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import { queueAlerts } from '../../lib/use-cases/integrations/queue-alerts.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import type { DeadLetter } from './dead-letters.ts';

/** What Lambda puts into a function's on-failure queue. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const FailedInvocation = JsonText.pipe(z.object({ requestPayload: z.unknown() }));
/** What SNS puts into a subscription's dead-letter queue, as it would be in an event. */
const Envelope = JsonText.pipe(
  z
    .object({ MessageId: z.string(), Timestamp: z.string(), Message: z.string() })
    .transform((Sns) => ({ Records: [{ Sns }] })),
);

/** The event of SNS in a dead letter; nothing where it is another one, such as that of the clock. */
const eventIn = (text: string): unknown => {
  const event = Envelope.safeParse(text).data ?? FailedInvocation.safeParse(text).data?.requestPayload;
  return isSnsEvent(event) ? event : undefined;
};

/**
 * Queues for each integration what the function did not take: it posts it within a minute, as far as it is news by then. So
 * this may run any number of times. A run of the clock needs nothing: the next one does the same.
 */
export const queueUntaken = async (
  run: Pick<StoreContext, 'store'>,
  names: readonly string[],
  letters: readonly DeadLetter[],
): Promise<number> => {
  const alerts = letters.flatMap(({ text }) => {
    const event = eventIn(text);
    return event === undefined ? [] : alertsIn(event);
  });
  for (const name of names) await queueAlerts(run, name, alerts);
  return alerts.length;
};
