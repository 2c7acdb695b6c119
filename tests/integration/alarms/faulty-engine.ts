import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { bodyOf, listen } from '../../../local/gateway/http-server.ts';

/** A call of DynamoDB: its action, such as `Query`, and what it asks. */
export type Call = { action: string; body: string };

const LIMIT_BYTES = 10_000_000;

/** The real engine behind a door that refuses chosen calls, as DynamoDB refuses what a role may not do: no SDK tries that again. */
export const faultyEngine = async () => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = given
    ? { endpoint: given, stop: () => Promise.resolve() }
    : await startEngine(join(mkdtempSync(join(tmpdir(), 'alarms-')), 'db'));
  let isRefused = (_: Call): boolean => false;
  const door = await listen(async (request, response) => {
    const body = String((await bodyOf(request, LIMIT_BYTES)) ?? '');
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    if (isRefused({ action, body })) {
      const type = 'com.amazonaws.dynamodb.v20120810#AccessDeniedException';
      response.writeHead(400, headers).end(JSON.stringify({ __type: type, message: 'told to refuse' }));
      return;
    }
    const asked = ['x-amz-target', 'authorization', 'x-amz-date', 'content-type'].map(
      (name): [string, string] => [name, String(request.headers[name])],
    );
    const answer = await fetch(engine.endpoint, {
      method: 'POST',
      headers: Object.fromEntries(asked),
      body,
    });
    response.writeHead(answer.status, headers).end(await answer.text());
  }, 0);
  return {
    endpoint: door.url,
    refuse: (which: (call: Call) => boolean): void => {
      isRefused = which;
    },
    stop: async () => {
      await door.close();
      await engine.stop();
    },
  };
};
