import type { IncomingMessage, RequestListener } from 'node:http';
import * as z from 'zod';
import { openapi } from '../../lib/domain/api/openapi.ts';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import { send } from '../gateway/gateway.ts';
import { bodyOf } from '../gateway/http-server.ts';
import { gatewayAnswer } from '../gateway/result.ts';
import type { Posted } from '../integrations/stand-in.ts';
import type { Inbox } from '../sns/deliveries.ts';
import { Fault, type Faults } from '../sns/faults.ts';
import type { Topic } from '../sns/topic.ts';
import { Probing } from '../support/probing.ts';
import { inboxPage, PAGE_HEADERS } from './page.ts';
import { postedPage } from './posted-page.ts';

const FAULT_LIMIT_BYTES = 1024;

/** Identifies the stack on this port: a second stack, or the demo, finds the running one by it. */
export const Identity = z.object({
  dataDir: z.string(),
  pid: z.int(),
  /** How often it probes, and how much sooner than in real life; nothing where it does not. */
  probing: Probing.optional(),
});
export type Identity = z.infer<typeof Identity>;

export type LocalRoutes = {
  inbox: Inbox;
  topic: Topic;
  faults: Faults;
  /** What was posted to the stand-ins of the team's tools, newest first. */
  posted?: () => readonly Posted[];
  timeZone: string;
  identity: Identity;
};

/** The laptop's own routes, which are not part of the emulated API. All others go on. */
export const localRoutes =
  (parts: LocalRoutes, otherwise: RequestListener): RequestListener =>
  async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0];
    const isMine =
      path === '/_faults' || ((request.method === 'GET' || request.method === 'HEAD') && isRead(path));
    if (!isMine) return otherwise(request, response);
    // A foreign page that points its own name at 127.0.0.1 must not read the inbox.
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '')) {
      return send(response, gatewayAnswer(403, 'Only for 127.0.0.1 and localhost'));
    }
    try {
      send(response, path === '/_faults' ? await setFault(request, parts.faults) : read(path, parts));
    } catch (error) {
      if (request.complete) throw error;
      response.destroy(); // the sender went away in the middle of its body
    }
  };

const isRead = (path: string | undefined): boolean =>
  path === '/inbox' ||
  path === '/inbox.json' ||
  path === '/openapi.json' ||
  path === '/_stack' ||
  path === '/posted' ||
  path === '/posted.json';

const json = (value: unknown, status = 200) => ({
  status,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
});

const read = (
  path: string | undefined,
  { inbox, topic, posted = () => [], timeZone, identity }: LocalRoutes,
) => {
  if (path === '/_stack') return json(identity);
  if (path === '/openapi.json') return json(openapi());
  if (path === '/posted.json') return json(posted());
  if (path === '/posted') {
    const body = Buffer.from(postedPage(posted(), timeZone));
    return { status: 200, headers: PAGE_HEADERS, body };
  }
  if (path === '/inbox.json') return json(inbox.newest());
  const page = inboxPage(inbox.newest(), topic.subscriptions, timeZone);
  return { status: 200, headers: PAGE_HEADERS, body: Buffer.from(page) };
};

const setFault = async (request: IncomingMessage, faults: Faults) => {
  if (request.method !== 'POST') return gatewayAnswer(405, 'POST a fault, such as {"mode":"fail"}');
  // No form of a foreign page can send this content type without asking first.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return gatewayAnswer(415, 'Expected content-type: application/json');
  }
  const body = await bodyOf(request, FAULT_LIMIT_BYTES);
  const fault = JsonText.pipe(Fault).safeParse(body?.toString('utf8') ?? '');
  if (!fault.success) return gatewayAnswer(400, z.prettifyError(fault.error));
  faults.set(fault.data);
  return json(fault.data);
};
