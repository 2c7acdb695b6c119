import { describe, expect, test } from '@jest/globals';
import { echoGateway } from './echo-gateway.ts';

const { post, answers, echo } = echoGateway();

test('a body over 10 MB is refused by the gateway', async () => {
  answers(echo);
  expect((await post('/hooks/a/b', { body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413);
});

test('more than 10,240 bytes of headers are refused', async () => {
  answers(echo);
  expect((await post('/hooks/a/b', { headers: { 'x-a': 'x'.repeat(11_000) } })).status).toBe(431);
});

describe('what Lambda does not hold', () => {
  const around = Buffer.byteLength(JSON.stringify({ statusCode: 200, body: '' }));

  test('an answer of 6,291,556 bytes of JSON arrives, and one byte more is an internal server error', async () => {
    answers(() => ({ statusCode: 200, body: 'x'.repeat(6_291_556 - around) }));
    const whole = await post('/hooks/a/b');
    expect([whole.status, (await whole.text()).length]).toEqual([200, 6_291_556 - around]);
    answers(() => ({ statusCode: 200, body: 'x'.repeat(6_291_556 - around + 1) }));
    const cut = await post('/hooks/a/b');
    expect([cut.status, await cut.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  test('the bytes are those of the JSON: a quote counts twice, a letter of Arabic two', async () => {
    for (const sign of ['"', 'س']) {
      answers(() => ({ statusCode: 200, body: sign.repeat(3_200_000) }));
      expect((await post('/hooks/a/b')).status).toBe(500);
      answers(() => ({ statusCode: 200, body: sign.repeat(3_100_000) }));
      expect((await post('/hooks/a/b')).status).toBe(200);
    }
  });

  test('a posted body whose event is over 6 MB: one in base64 is a third larger', async () => {
    let asked = 0;
    answers(() => {
      asked++;
      return { statusCode: 200 };
    });
    const of = (type: string, bytes: number) =>
      post('/hooks/a/b', { body: Buffer.alloc(bytes, 'x'), headers: { 'content-type': type } });
    expect((await of('text/plain', 6_200_000)).status).toBe(200);
    expect((await of('text/plain', 6_300_000)).status).toBe(413);
    expect((await of('application/octet-stream', 4_600_000)).status).toBe(200);
    const refused = await of('application/octet-stream', 4_800_000);
    expect([refused.status, await refused.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(asked).toBe(2);
  });

  test('an answer with more than 10,240 bytes of headers', async () => {
    answers(() => ({ statusCode: 303, headers: { location: `/${'x'.repeat(10_300)}` } }));
    expect((await post('/hooks/a/b', { redirect: 'manual' })).status).toBe(500);
  });
});
