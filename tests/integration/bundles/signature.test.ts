import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from '@jest/globals';
import { json, PUBLISHED } from './answers.ts';
import { bothClients, type Case, ENVIRONMENT } from './compare.ts';

const both = bothClients();

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The signature that AWS works out itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signatureOf = (headers: IncomingHttpHeaders, body: Buffer, scope: string, signed: string): string => {
  const named = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = ['POST', '/', '', named.join(''), signed, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${ENVIRONMENT['AWS_SECRET_ACCESS_KEY']}`);
  return hmac(key, text).toString('hex');
};

test.each<[service: string, Case]>([
  [
    'dynamodb',
    [({ put }) => put({ s: { S: 'é € 😀 \ud83d' }, b: { B: new Uint8Array([0, 255]) } }), json(200, {})],
  ],
  ['sns', [({ publish }) => publish(), PUBLISHED]],
  ['monitoring', [({ figures }) => figures(), json(200, {})]],
])(
  'a request to %s is signed as AWS works it out, with the token of the session',
  async (service, [call, ...answers]) => {
    const { raw } = await both.during(answers, call);
    const { headers, bytes } = raw[0] ?? { headers: {}, bytes: Buffer.alloc(0) };
    expect(headers).toHaveProperty('x-amz-security-token', ENVIRONMENT['AWS_SESSION_TOKEN']);
    const [, scope = '', signed = '', signature] =
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\S+), SignedHeaders=(\S+), Signature=([\da-f]{64})$/.exec(
        headers.authorization ?? '',
      ) ?? [];
    expect(scope).toMatch(new RegExp(`^\\d{8}/eu-central-1/${service}/aws4_request$`));
    for (const name of ['host', 'x-amz-date', 'x-amz-security-token'])
      expect(signed.split(';')).toContain(name);
    expect(signature).toBe(signatureOf(headers, bytes, scope, signed));
  },
);
