import { once } from 'node:events';
import { Agent, request as ask, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { bodyOf, listen } from '../../../local/gateway/http-server.ts';
import { temporaryFolder } from '../../temporary.ts';

/** A call of DynamoDB: its action, such as `Query`, and what it asks. */
export type Call = { action: string; body: string };

const LIMIT_BYTES = 10_000_000;

/** The real engine behind a door that refuses chosen calls, as DynamoDB refuses what a role may not do: no SDK tries that again. */
export const faultyEngine = async () => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = given
    ? { endpoint: given, stop: () => Promise.resolve() }
    : await startEngine(join(temporaryFolder('alarms'), 'db'));
  let isRefused = (_: Call): boolean => false;
  const agent = new Agent({ keepAlive: true });
  const door = await listen(async (request, response) => {
    const body = String((await bodyOf(request, LIMIT_BYTES)) ?? '');
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    if (isRefused({ action, body })) {
      const type = 'com.amazonaws.dynamodb.v20120810#AccessDeniedException';
      response.writeHead(400, headers).end(JSON.stringify({ __type: type, message: 'told to refuse' }));
      return;
    }
    const passed = ask(engine.endpoint, { method: 'POST', agent, headers: request.headers }).end(body);
    const [answer] = await once(passed, 'response');
    if (!(answer instanceof IncomingMessage)) throw new Error('the engine did not answer');
    response.writeHead(answer.statusCode ?? 500, headers);
    answer.pipe(response);
  }, 0);
  return {
    endpoint: door.url,
    refuse: (which: (call: Call) => boolean): void => {
      isRefused = which;
    },
    stop: async () => {
      await door.close();
      agent.destroy();
      await engine.stop();
    },
  };
};
