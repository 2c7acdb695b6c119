import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { Protocol } from '../../domain/oncall/protocol.ts';
import type { Subscribed } from '../../domain/watching/delivery.ts';
import type { Topic } from './publish.ts';

const TIMEOUT_MS = 4000;

/** Of a filter only whom it names: whatever else it asks for, a test alert has. */
const Filter = JsonText.pipe(z.looseObject({ recipient: z.array(z.string()).catch([]).default([]) }));

/** All subscriptions of the topic with whom their filters name. One of a protocol that is not ours is left out. */
export const readSubscribed = async ({ client, arn }: Topic): Promise<Subscribed[]> => {
  const abortSignal = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS);
  const found: Subscribed[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(nextToken && { NextToken: nextToken }) }),
      { abortSignal: abortSignal() },
    );
    for (const { SubscriptionArn: one, Protocol: by } of page.Subscriptions ?? []) {
      const protocol = Protocol.safeParse(by).data;
      if (!protocol) continue;
      const isConfirmed = one?.startsWith('arn:') ?? false;
      const { Attributes } = isConfirmed
        ? await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: one }), {
            abortSignal: abortSignal(),
          })
        : { Attributes: undefined };
      const recipients = Filter.safeParse(Attributes?.['FilterPolicy'] ?? '{}').data?.recipient ?? [];
      found.push({ protocol, recipients, isConfirmed });
    }
    nextToken = page.NextToken;
  } while (nextToken);
  return found;
};
