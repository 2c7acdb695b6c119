import { afterAll, beforeAll, expect } from '@jest/globals';
import { json, PUBLISHED } from './answers.ts';
import { bundle } from './bundle.ts';
import * as official from './clients.ts';
import { type Answer, startServer } from './same-as-sdk.ts';

export type Clients = typeof official;

export const ENVIRONMENT: Record<string, string> = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'the/token+of=a session',
};

export type Case = [call: (clients: Clients) => Promise<unknown>, ...answers: Answer[]];

/** The clients as they are bundled, and the whole SDK, each with a service of its own, so that both can wait at once. */
export const bothClients = () => {
  let bundled: Clients;
  let server: Awaited<ReturnType<typeof startServer>>;
  let reference: typeof server;
  beforeAll(async () => {
    [server, reference] = await Promise.all([startServer(), startServer()]);
    bundled = await bundle<Clients>('clients', `export * from '${require.resolve('./clients.ts')}';`);
    // Each finds its own when it is first used.
    for (const [clients, { url, during }] of [
      [official, reference],
      [bundled, server],
    ] as const) {
      Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: url });
      await during([json(200, {})], () => clients.get());
      await during([PUBLISHED], () => clients.publish());
      await during([json(200, {})], () => clients.figures());
    }
  });
  afterAll(() => Promise.all([server.stop(), reference.stop()]));
  return {
    /** What the bundled client sends while it gets these answers, and what comes of it. */
    during: (answers: readonly Answer[], call: Case[0]) => server.during(answers, () => call(bundled)),
    bundled: () => bundled,
    /** Fails if anything differs in what arrives at the service, or in what the caller gets. */
    expectSame: async ([call, ...answers]: Case) => {
      const [expected, found] = await Promise.all([
        reference.during(answers, () => call(official)),
        server.during(answers, () => call(bundled)),
      ]);
      expect(expected.arrived.length).toBeGreaterThan(0);
      expect({ outcome: found.outcome, arrived: found.arrived }).toEqual({
        outcome: expected.outcome,
        arrived: expected.arrived,
      });
      return found;
    },
  };
};
