import { setTimeout as sleep } from 'node:timers/promises';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { incidentIdOf } from '../../lib/domain/incidents/incident.ts';

/** Posts one body as Flavours would. */
export const post = (
  url: string,
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => fetch(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** Posts many, `width` at a time; answers with how often each status came. */
export const postMany = async (
  url: string,
  bodies: readonly unknown[],
  width: number,
): Promise<Record<number, number>> => {
  const statuses: Record<number, number> = {};
  const waiting = [...bodies];
  const worker = async (): Promise<void> => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      const response = await post(url, body);
      await response.arrayBuffer();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return statuses;
};

export const documented = (path = '/hooks/orders') => ({
  code: 503,
  endpoint: `https://api.shop.example${path}`,
  message: 'Service Unavailable',
});

/** The incident that `documented(path)` opens, or a later one of its endpoint. */
export const idOf = (path: string, number = 1): string =>
  incidentIdOf({ endpointKey: endpointKey(documented(path).endpoint), number });

/** What is waited for comes, however slow the machine is; only a hang lasts as long. */
const HANG_MS = 240_000;

/** Waits until `holds` does; fails with `what` where it never does. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  pollMs = 20,
): Promise<void> => {
  for (const startedAt = Date.now(); !(await holds()); await sleep(pollMs)) {
    if (Date.now() - startedAt > HANG_MS) throw new Error(`it never came: ${what}`);
  }
};
