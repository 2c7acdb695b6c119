import { postNotification } from '../../adapters/webhook-client.ts';
import { DRILL_ENDPOINT, DRILL_SOURCE } from '../../domain/incidents/test-alert.ts';
import { endDrill } from '../../use-cases/incidents/test-alert.ts';
import type { Ctx } from './context.ts';
import { urlOf } from './sources-seen.ts';

/** Posts a marked notification through our own front door; from there it takes the whole way. Returns its id. */
export const postDrill = async (context: Ctx, who: string): Promise<string> => {
  await endDrill(context.env.work, who);
  return postNotification(urlOf(context, DRILL_SOURCE), {
    code: 0,
    endpoint: DRILL_ENDPOINT,
    message: `A drill by ${who}: nothing is broken.`,
  });
};
