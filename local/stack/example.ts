import { labServer } from '../broken-servers/catalog.ts';
import type { Running } from '../broken-servers/listening.ts';

/** The lab's commonest outage: an application that is down behind its proxy. */
const EXAMPLE = 'status-503';

/**
 * A broken server beside the stack, on the port behind the stack's, or on a free one where that is taken: what is posted
 * about it is true, so that the alert shows what our own probe saw.
 */
export const startExample = async (stackPort: number): Promise<Running> => {
  const server = labServer(EXAMPLE);
  const port = stackPort === 0 ? 0 : stackPort + 1;
  return server.start(port).catch(() => server.start(0)); // where it listens is printed
};

/** A notification as Flavours posts it, to paste into a shell. */
export const tryCommand = (webhookUrl: string, endpoint: string): string =>
  `curl -sS -H 'content-type: application/json' -d '${JSON.stringify({ code: '503', endpoint, message: 'Service Unavailable' })}' '${webhookUrl}'`;
