import { writeFileSync } from 'node:fs';
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

/** A notification as Flavours posts it. */
const notification = (endpoint: string): string =>
  JSON.stringify({ code: '503', endpoint, message: 'Service Unavailable' });

/**
 * A command that posts one, to paste into a shell. The shells of Windows do not agree on quotes within quotes, and
 * PowerShell has another `curl`: there it posts `file`, which is written for it.
 */
export const tryCommand = (
  webhookUrl: string,
  endpoint: string,
  file: string,
  platform: NodeJS.Platform = process.platform,
): string => {
  if (platform !== 'win32')
    return `curl -sS -H 'content-type: application/json' -d '${notification(endpoint)}' '${webhookUrl}'`;
  writeFileSync(file, notification(endpoint));
  return `curl.exe -sS -H "content-type: application/json" -d "@${file}" "${webhookUrl}"`;
};
