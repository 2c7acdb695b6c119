import * as z from 'zod';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { newApiToken } from '../integration/console/api-token.ts';
import type { Clients } from './clients.ts';
import type { Answer, Method } from './https.ts';
import { check, timed } from './report.ts';
import { itemsOf } from './stored.ts';

type Asked = { method?: Method; body?: string; headers?: Record<string, string> };
type Ask = (path: string, options?: Asked) => Promise<Answer>;

/** The console behind the same API, with its own role: pages, signing in, the API, an action. */
export const checkConsole = async (aws: Clients, ask: Ask): Promise<void> => {
  const page = await timed('console, cold', () => ask('/console/sign-in'));
  check('the console has a page to sign in', page.status === 200 && page.type.includes('text/html'), page);
  const home = await ask('/console');
  check('its pages are for who is signed in', home.status === 303, home);
  const asked = await ask('/console/sign-in', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  check('a link to sign in can be mailed', asked.status === 303, asked);
  const foreign = await ask('/console/sign-in', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  check('… but not by the form of another page', foreign.status === 403, foreign);
  const refused = await ask('/api/v1/incidents');
  check('the API asks for a token', refused.status === 401, refused);

  const tables = tableNames('flavours-error-webhook-dev');
  const token = await newApiToken({ client: aws.tables, tables }, 'act', { label: 'deploy-test' });
  const headers = { authorization: `Bearer ${token}` };
  const listed = await ask('/api/v1/incidents', { headers });
  const [incident] = z
    .object({ items: z.array(z.object({ incidentId: z.string(), endpointKey: z.string() })) })
    .parse(JSON.parse(listed.body)).items;
  check('… and lists what is open', incident !== undefined, listed);
  const path = `/api/v1/incidents/${encodeURIComponent(incident?.incidentId ?? '')}`;
  for (const one of [
    path,
    `${path}/timeline`,
    `${path}/notifications`,
    `${path}/notifications.csv`,
    '/api/v1/sources',
    '/api/v1/endpoints',
    `/api/v1/endpoints/${encodeURIComponent(incident?.endpointKey ?? '')}`,
  ]) {
    const answer = await ask(one, { headers });
    check(`GET ${one.replace(/\/[\w%:.-]+-\d+/, '/{incidentId}')}`, answer.status === 200, answer);
  }
  const acted = await ask(`${path}/actions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ kind: 'silence', until: '1h', reason: 'a test', actor: 'deploy test' }),
  });
  check('an action is written', acted.status === 200 && acted.body.includes('"done"'), acted);
  const lines = await itemsOf(aws.tables, 'timeline');
  check(
    '… with its line in the time-line',
    lines.some((item) => item['actor'] === 'deploy-test (API), says deploy test'),
    lines.length,
  );
};
