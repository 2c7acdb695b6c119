import * as z from 'zod';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { clientOf } from '../client.ts';

/** What the SDK sends, as far as it can be sent again. */
const Sent = z.looseObject({
  protocol: z.string(),
  hostname: z.string(),
  port: z.number(),
  headers: z.record(z.string(), z.string()),
  // The SDK's own kind of text, or bytes of another realm than jest's.
  body: z
    .unknown()
    .transform((body) =>
      ArrayBuffer.isView(body)
        ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
        : String(body),
    ),
});
type Sent = z.infer<typeof Sent>;

const WRITE = /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/;

/**
 * A store whose writes are applied and whose first `answersLost` answers never come: below the SDK's retries, which are
 * part of what is tried. `again` sends all that was written once more, as the network may, seconds later.
 */
export const losingStore = async (store: Store, answersLost: number) => {
  const sent: Sent[] = [];
  let left = answersLost;
  const endpoint = await store.client.config.endpoint?.();
  if (!endpoint) throw new Error('the store has no endpoint');
  const client = clientOf(`${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`, {
    // As in lib/adapters/config/aws-clients.ts.
    maxAttempts: 3,
    retryMode: 'standard',
  });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!WRITE.test(context.commandName ?? '')) return next(args);
      sent.push(Sent.parse(args.request));
      const isLost = left-- > 0;
      try {
        const answer = await next(args);
        if (!isLost) return answer;
      } catch (error) {
        if (!isLost) throw error;
      }
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
    { step: 'finalizeRequest', priority: 'low', name: 'lostAnswer' },
  );
  const again = async (): Promise<void> => {
    for (const { protocol, hostname, port, headers, body } of sent) {
      const response = await fetch(`${protocol}//${hostname}:${port}/`, {
        method: 'POST',
        headers: Object.fromEntries(
          Object.entries(headers).filter(([name]) => !['host', 'content-length'].includes(name)),
        ),
        body: withoutToken(body),
      });
      await response.arrayBuffer();
    }
  };
  return {
    store: { ...store, client },
    writes: () => sent.length,
    again,
    stop: () => client.destroy(),
  };
};

/** DynamoDB forgets a transaction's token after ten minutes: the conditions have to hold by themselves. */
const withoutToken = (body: string): string => body.replace(/"ClientRequestToken":"[^"]*",?/, '');
