import { createHash, createHmac } from 'node:crypto';
import { Agent, request } from 'node:https';
import { handlerOf } from './work.ts';

const agent = new Agent({ keepAlive: true });
const environment = (name: string): string => process.env[name] ?? '';
const { hostname, port } = new URL(environment('AWS_ENDPOINT_URL'));
const host = `${hostname}:${port}`;
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const TARGET = 'DynamoDB_20120810.PutItem';

/** Signed by hand: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html. */
const signed = (body: string) => {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${environment('AWS_REGION')}/dynamodb/aws4_request`;
  const token = environment('AWS_SESSION_TOKEN');
  const names = 'host;x-amz-date;x-amz-security-token;x-amz-target';
  const hash = createHash('sha256').update(body).digest('hex');
  const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${date}\nx-amz-security-token:${token}\nx-amz-target:${TARGET}\n\n${names}\n${hash}`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${environment('AWS_SECRET_ACCESS_KEY')}`);
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return {
    host,
    'x-amz-date': date,
    'x-amz-security-token': token,
    'x-amz-target': TARGET,
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=${environment('AWS_ACCESS_KEY_ID')}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
};

export const handler = handlerOf(
  (put) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(put);
      const call = request(
        { agent, hostname, port, method: 'POST', path: '/', headers: signed(body) },
        (answer) => {
          answer.resume();
          answer.once('end', () =>
            answer.statusCode === 200 ? resolve(undefined) : reject(new Error('refused')),
          );
        },
      );
      call.once('error', reject);
      call.end(body);
    }),
);
