import { afterEach, beforeEach } from '@jest/globals';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { type Simulation, startSimulation } from './simulation.ts';

/** A merchant's real server, whose answer is changed by hand, and a world for it alone: for each test anew. */
export const merchantAlone = () => {
  let server: Listening;
  let status: number;
  let world: Simulation;
  beforeEach(async () => {
    status = 200;
    server = await listen((request, response) => {
      request.resume();
      response.writeHead(status).end();
    }, 0);
    world = await startSimulation();
  });
  afterEach(async () => {
    await server.close();
    await world.stop();
  });
  return {
    world: () => world,
    endpoint: () => `${server.url}/webhooks/orders`,
    answers: (next: number): void => {
      status = next;
    },
    incidents: () => world.incidents(),
    monitor: async () => (await world.monitors())[0],
  };
};
