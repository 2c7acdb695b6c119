import { postNotification } from '../../adapters/webhook-client.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../domain/incidents/test-alert.ts';
import { endTestAlert } from '../../use-cases/incidents/test-alert.ts';
import type { Ctx } from './context.ts';
import { urlOf } from './sources-seen.ts';

/** Posts a marked notification through our own front door; from there it takes the whole way. Returns its id. */
export const postTestAlert = async (context: Ctx, actor: string): Promise<string> => {
  await endTestAlert(context.env.run, actor);
  return postNotification(urlOf(context, TEST_ALERT_SOURCE), {
    code: 0,
    endpoint: TEST_ALERT_ENDPOINT,
    message: `A test alert by ${actor}: nothing is broken.`,
  });
};
