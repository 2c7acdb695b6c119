import { consoleApp } from '../../../lib/console/console-app.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../lib/domain/incidents/silence.ts';
import { signLink } from '../../../lib/domain/security/signed-link.ts';
import type { RunContext } from '../../../lib/use-cases/runtime/run-context.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf } from '../../browser/world.ts';
import { oncall } from '../../unit/examples.ts';
import { snsClientOf } from '../client.ts';
import { contextOf } from '../stack.ts';

const MINUTE_MS = 60_000;

/** The beginning of a minute, so that what a page says of minutes stays for half of one. */
export const BEGAN = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** `minutes` before that, and a little: it stays so many minutes ago for half a minute more. */
const before = (minutes: number): string => new Date(BEGAN - minutes * MINUTE_MS - 10_000).toISOString();

/** One that fails since so many minutes, and has lost so much. */
export const failing = (
  path: string,
  minutes: number,
  count: number,
  over: Partial<Incident> = {},
): Incident => ({
  ...incidentOf({ endpoint: `https://${path}`, since: minutes, count }),
  openedAt: before(minutes),
  lastAt: before(minutes),
  ...over,
});

/** So many that fail alike; of those before, each has lost more. */
export const manyOf = (count: number): Incident[] =>
  Array.from({ length: count }, (_, index) =>
    failing(`h${index}.example/menu`, 100 + index, 10 * (count - index)),
  );

/** As `incident` is once somebody has taken it on, seen from any other process. */
export const taken = (incident: Incident): Incident => ({
  ...incident,
  state: 'acknowledged',
  acknowledgedBy: 'Huda',
  acknowledgedUntil: before(-60),
  version: incident.version + 1,
});

/** A silence of this one, for so many minutes. */
export const silenced = ({ endpointKey, incidentId }: Incident, minutes = 60): Silence => ({
  endpointKey,
  item: 'silence',
  incidentId,
  actor: 'Huda',
  reason: 'They deploy',
  at: before(5),
  until: before(-minutes),
});

/** A process of the console with a clock of its own: it keeps what it has counted for itself. */
export const consoleOf = (stack: Stack, cookie: string) => {
  let at = BEGAN;
  const { store, ...context } = contextOf(stack);
  const run: RunContext = {
    ...context,
    store: { ...store },
    place: { stage: 'test', region: 'us-east-1' },
    topic: { client: snsClientOf(stack.dynamodbEndpoint), arn: 'arn:aws:sns:us-east-1:000000000000:alerts' },
    oncall,
    now: () => new Date(at),
    remainingMs: () => 50_000,
  };
  const site = {
    origin: stack.url,
    linkSecrets: [stack.linkSecret] as const,
    webhookSecret: stack.secret,
    sourceVersions: {},
    metrics: undefined,
  };
  const ask = async (path: string, init: RequestInit = {}) => {
    const request = new Request(`${stack.url}${path}`, { ...init, headers: { cookie, ...init.headers } });
    const answer = await consoleApp.fetch(request, { run, site, sourceIp: '192.0.2.1' });
    const html = await answer.text();
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', html, ...saidBy(html) };
  };
  return {
    home: (headers: Record<string, string> = {}) => ask('/console', { headers }),
    /** Acts on these as somebody does who has chosen them on home. */
    act: (incidents: readonly Incident[]) =>
      ask('/console/act', {
        method: 'POST',
        headers: { origin: stack.url },
        body: new URLSearchParams([
          ['actor', 'Sara'],
          ['kind', 'acknowledge'],
          ...incidents.map(({ incidentId }): [string, string] => ['incident', incidentId]),
        ]),
      }),
    /** Acts as somebody does who has followed a link in a mail to one incident, or to a set of them. */
    follow: (incidentId: string) => {
      const expiresAt = new Date(at + MINUTE_MS);
      const link = new URL(
        signLink(stack.url, stack.linkSecret, { incidentId, purpose: 'acknowledge', expiresAt }),
      );
      return ask(`${link.pathname}${link.search}`, {
        method: 'POST',
        body: new URLSearchParams({ actor: 'Sara' }),
      });
    },
    wait: (ms: number): void => {
      at += ms;
    },
    run,
  };
};
export type Console = ReturnType<typeof consoleOf>;

/** What a page of home says of all that fails, when that was counted, and which it lists. */
const saidBy = (html: string) => ({
  headline: /<h1>([^<]*)/.exec(html)?.[1],
  totals: /<p class="lead">([^<]*)/.exec(html)?.[1]?.replace(/^At least (\d+) events lost\. /, '$1 lost: '),
  counted: /Counted at <time datetime="([^"]+)"[^>]*>([\d:]+)</.exec(html)?.slice(1),
  ids: [...html.matchAll(/name="incident" value="([^"]+)"/g)].map(([, id]) => id),
});
