import { describe, expect, test } from '@jest/globals';
import { accept } from '../../../../lib/domain/intake/accept.ts';
import { webhookToken } from '../../../../lib/domain/security/webhook-token.ts';

const token = webhookToken('s'.repeat(48), 'main', 1);
const posted = (body: string | object | Uint8Array) =>
  accept({
    source: 'main',
    token,
    body:
      body instanceof Uint8Array
        ? body
        : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
    id: '01JD0000000000000000000000',
    pending: 2,
    now: new Date('2026-11-23T03:00:00.000Z'),
  });

const endpoint = 'https://api.shop.example/hooks/orders';
const message = 'Service Unavailable';
const good = { code: 503, endpoint, message };
const text = JSON.stringify(good);
const utf16 = (order: 'LE' | 'BE'): Uint8Array => {
  const units = Buffer.from(text, 'utf16le');
  return order === 'LE' ? units : units.swap16();
};

describe('a code', () => {
  test.each<[unknown, number | undefined]>([
    [null, undefined],
    [undefined, undefined],
    ['', undefined],
    ['5xx', undefined],
    ['none', undefined],
    ['503.0', 503],
    ['503.00', 503],
    ['503 Service Unavailable', 503],
    ['HTTP/1.1 503 Service Unavailable', 503],
    ['HTTP 503', 503],
    [503.5, 503],
    ['404.13', 404],
    [0.5, undefined],
    [-28.5, undefined],
    [true, undefined],
    [false, undefined],
    [[503], 503],
    [[503, 504], undefined],
    [{}, undefined],
    ['٥٠٣', 503],
    ['۵۰۳', 503],
    ['५०३', 503],
    ['５０３', 503],
    [2 ** 53, undefined],
    ['9007199254740993', undefined],
    ['9'.repeat(400), undefined],
  ])('%j is read as %p, and said to be odd', (code, read) => {
    const acceptance = posted({ ...good, code });
    expect(acceptance).toMatchObject({ status: 200, problems: [{ pointer: '#/code' }] });
    expect(acceptance.notifications).toMatchObject([
      { endpoint, message, fieldProblems: acceptance.problems, raw: JSON.stringify({ ...good, code }) },
    ]);
    const [notification] = acceptance.notifications;
    expect('code' in notification ? notification.code : undefined).toBe(read);
    expect(acceptance.problems[0]?.detail).toMatch(
      read === undefined ? /^code unknown/ : `code read as ${read}`,
    );
  });
  test('as no JSON number can be is unknown', () => {
    expect(posted(`{"code":1e400,"endpoint":"${endpoint}"}`)).toMatchObject({
      status: 200,
      problems: [{ pointer: '#/code' }],
    });
  });
});

describe('a message', () => {
  test.each<[unknown, string]>([
    [7, '7'],
    [false, 'false'],
    [{ error: 'cURL error 7', at: [1, null] }, '{"error":"cURL error 7","at":[1,null]}'],
    [['a', 'b'], '["a","b"]'],
  ])('%j is kept as its text', (odd, kept) => {
    expect(posted({ ...good, message: odd })).toMatchObject({
      status: 200,
      notifications: [{ code: 503, message: kept, fieldProblems: [{ pointer: '#/message' }] }],
    });
  });
  test('nested as deep as a body allows breaks nothing', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(posted(`{"code":503,"endpoint":"${endpoint}","message":${deep}}`)).toMatchObject({
      status: 200,
      notifications: [{ code: 503, message: '[[[[[[[["…"]]]]]]]]' }],
    });
  });
});

describe('an endpoint', () => {
  test.each<[string, unknown, string]>([
    ['space around it', ` ${endpoint}\n`, endpoint],
    ['a list of one', [endpoint], endpoint],
    ['an object', { url: endpoint }, endpoint],
    ['another object', { href: endpoint, method: 'POST' }, endpoint],
    ['more than 2,048 characters', `${endpoint}?s=${'x'.repeat(3000)}`, `${endpoint}?s=${'x'.repeat(3000)}`],
  ])('within %s is read', (_, value, read) => {
    expect(posted({ ...good, endpoint: value })).toMatchObject({
      status: 200,
      notifications: [{ endpoint: read, fieldProblems: [{ pointer: '#/endpoint' }] }],
    });
  });
  test.each(['HTTPS://API.shop.example/hooks/orders', 'Http://api.shop.example/'])(
    '%s is as good',
    (value) => {
      const acceptance = posted({ ...good, endpoint: value });
      expect(acceptance).toMatchObject({ status: 200, problems: [] });
      expect(acceptance.notifications[0]).not.toHaveProperty('fieldProblems');
    },
  );
  test.each<[unknown, string | undefined]>([
    ['api.shop.example/hooks/orders', 'api.shop.example/hooks/orders'],
    ['//api.shop.example/hooks/orders', 'api.shop.example/hooks/orders'],
    ['user:pw@api.shop.example/hooks?key=SECRET', '***@api.shop.example/hooks?key=***'],
    ['localhost:8080/hooks', 'localhost:8080/hooks'],
    ['ftp://api.shop.example/orders?key=SECRET', 'ftp://api.shop.example/orders?key=***'],
    ['wss://u:SECRET@api.shop.example/', 'wss://***@api.shop.example/'],
    [[endpoint, 'https://b.example/'], endpoint],
    [`https://h.example/${'x'.repeat(9000)}`, `https://h.example/${'x'.repeat(9000)}`.slice(0, 300)],
    ['/hooks/orders', undefined],
    ['orders', undefined],
    ['mailto:a@b', undefined],
    [null, undefined],
    [7, undefined],
    [{}, undefined],
  ])('%j is none: the post cannot be read, and people see %p', (value, hint) => {
    const acceptance = posted({ ...good, endpoint: value });
    expect(acceptance).toMatchObject({ status: 400, problems: [{ pointer: '#/endpoint' }] });
    const [notification] = acceptance.notifications;
    expect(notification).toMatchObject({ endpointKey: 'source:main' });
    expect('mentionedUrl' in notification ? notification.mentionedUrl : undefined).toBe(hint);
  });
});

describe('whatever the form, a whole endpoint is read', () => {
  const form = new URLSearchParams({ code: '503', endpoint, message }).toString();
  const part = (name: string, value: string | number) =>
    `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  test.each<[string, string | Uint8Array]>([
    ['JSON in a string', JSON.stringify(text)],
    ['JSON in a string, twice', JSON.stringify(JSON.stringify(text))],
    ['a list of one', JSON.stringify([good])],
    ['an object within another', JSON.stringify({ event: 'failed', data: good })],
    ['JSON within an object', JSON.stringify({ payload: text })],
    ['names in capitals', JSON.stringify({ Code: 503, Endpoint: endpoint, MESSAGE: message })],
    ['names of others', JSON.stringify({ status_code: 503, webhookUrl: endpoint, errorMessage: message })],
    ['a url', JSON.stringify({ code: 503, url: endpoint, message })],
    ['a form', form],
    ['a form with blanks', `code=503&endpoint=${endpoint}&message=Service Unavailable\n`],
    ['a form with JSON in it', new URLSearchParams({ payload: text }).toString()],
    [
      'a form in parts',
      `${Object.entries(good)
        .map(([name, value]) => part(name, value))
        .join('')}--xyz--\r\n`,
    ],
    ['a trailing comma', `${text.slice(0, -1)},}`],
    ['a comment', `${text}// done`],
    ['NULs', `\0${text}\0`],
    ['two byte order marks', `\ufeff\ufeff${text}`],
    ['single quotes', `{'code': 503, 'endpoint': '${endpoint}', 'message': '${message}'}`],
    ['no quotes around names', `{code: 503, endpoint: "${endpoint}", message: "${message}"}`],
    ['Ruby', `{"code" => 503, "endpoint" => "${endpoint}", "message" => "${message}"}`],
    ['YAML', `code: 503\nendpoint: ${endpoint}\nmessage: ${message}\n`],
    ['an INI file', `endpoint = ${endpoint}\ncode = 503\nmessage = ${message}`],
    ['XML', `<error><code>503</code><endpoint>${endpoint}</endpoint><message>${message}</message></error>`],
    ['a broken end', text.slice(0, -1)],
  ])('%s', (_, body) => {
    expect(posted(body)).toMatchObject({
      status: 200,
      problems: [{ pointer: '#' }],
      notifications: [{ endpoint, code: 503, message }],
    });
  });
  test.each(['LE', 'BE'] as const)('UTF-16%s without its mark is as good', (order) => {
    expect(posted(utf16(order))).toMatchObject({
      status: 200,
      problems: [],
      notifications: [{ endpoint, code: 503, message }],
    });
  });
  test('where one name stands twice the last one counts, as in any JSON', () => {
    expect(
      posted(`{"endpoint":"https://a.example/","code":1,"code":null,"endpoint":"${endpoint}"}`),
    ).toMatchObject({ status: 200, notifications: [{ endpoint }], problems: [{ pointer: '#/code' }] });
  });
  test('the rest of a sender is kept beside it', () => {
    const body = { httpVerb: 'post', webhookUrl: endpoint, response: null, errorType: 'ConnectException' };
    const errorMessage = `cURL error 7: Failed to connect to api.shop.example port 443 for ${endpoint}`;
    const sent = JSON.stringify({ ...body, errorMessage });
    expect(posted(sent)).toMatchObject({
      status: 200,
      notifications: [{ endpoint, message: errorMessage, raw: sent }],
    });
  });
  test('any other URL of a nested object is none of ours', () => {
    const body = { code: 503, message, order: { id: 7, url: 'https://cdn.example/7.png' } };
    expect(posted(body)).toMatchObject({
      status: 400,
      notifications: [{ mentionedUrl: 'https://cdn.example/7.png' }],
    });
  });
});

describe('what is cut off', () => {
  test.each([
    ['after its endpoint', `{"code":503,"endpoint":"${endpoint}","message":"Service Una`, 'Service Una'],
    ['in an escape', `{"code":503,"endpoint":"${endpoint}","message":"Service Una\\`, 'Service Una'],
  ])('%s belongs to it, and its message is said to be cut', (_, body, kept) => {
    expect(posted(body)).toMatchObject({
      status: 200,
      notifications: [{ endpoint, code: 503, message: kept }],
      problems: [{ pointer: '#' }, { pointer: '#/message', detail: expect.stringMatching(/^message cut/) }],
    });
  });
  test('within its endpoint is of no endpoint: the beginning of a URL may be another one', () => {
    for (let length = 1; length < endpoint.length; length += 1) {
      for (const start of [`{"code":503,"endpoint":"`, `{"code":503,"endpoint": "`]) {
        expect(posted(`${start}${endpoint.slice(0, length)}`).status).toBe(400);
      }
    }
  });
  test.each(['before', 'after'])(
    'a message of 200 KB %s the endpoint is kept to its first 16 KiB',
    (where) => {
      const long = `cURL error 28: ${'m'.repeat(200_000)}`;
      const body = where === 'before' ? { message: long, endpoint } : { endpoint, message: long };
      const acceptance = posted({ code: 0, ...body });
      expect(acceptance).toMatchObject({
        status: 200,
        problems: [{ pointer: '#/message', detail: expect.stringMatching(/^message cut/) }],
        notifications: [{ endpoint, code: 0, message: long.slice(0, 16 * 1024) }],
      });
      expect(acceptance.notifications[0]).not.toHaveProperty('raw');
    },
  );
  test('of characters of several bytes never one in half', () => {
    const [notification] = posted({ ...good, message: `x${'🍔'.repeat(9000)}` }).notifications;
    const kept = 'message' in notification ? (notification.message ?? '') : '';
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(16 * 1024);
    expect(kept).toMatch(/^x(🍔){4095}$/u);
  });
  test('by us, beyond 256 KiB, it is read where the endpoint stands before that', () => {
    const long = 'm'.repeat(300_000);
    expect(posted({ code: 503, endpoint, message: long })).toMatchObject({
      status: 200,
      problems: [
        { pointer: '#', detail: expect.stringMatching(/^expected at most 262144 bytes, got 3/) },
        { pointer: '#' },
        { pointer: '#/message' },
      ],
      notifications: [{ endpoint, code: 503, message: long.slice(0, 16 * 1024) }],
    });
    expect(posted({ message: `see https://h.example/?a=SECRET ${long}`, endpoint })).toMatchObject({
      status: 413,
      notifications: [{ endpointKey: 'source:main', mentionedUrl: 'https://h.example/?a=***' }],
    });
  });
});

describe('several notifications in one body', () => {
  const list = [
    good,
    { code: null, endpoint: 'https://b.example/' },
    { code: 0, endpoint: 'https://c.example/' },
  ];
  test.each([
    ['a list', JSON.stringify(list)],
    ['lines', list.map((one) => JSON.stringify(one)).join('\n')],
    ['an object', JSON.stringify({ errors: list })],
  ])('in %s are kept apart, each with an id of its own', (_, body) => {
    const { status, notifications, problems } = posted(body);
    expect(status).toBe(200);
    expect(notifications).toMatchObject([
      { id: '01JD0000000000000000000000', endpoint, code: 503, message },
      { id: '01JD0000000000000000000001', endpoint: 'https://b.example/' },
      { id: '01JD0000000000000000000002', endpoint: 'https://c.example/', code: 0 },
    ]);
    expect(problems.map(({ pointer }) => pointer)).toEqual(['#/0', '#/1', '#/1/code', '#/2']);
  });
  test('one without an endpoint is kept as unreadable beside the others', () => {
    expect(posted([good, { code: 1, endpoint: 'x.example' }])).toMatchObject({
      status: 200,
      notifications: [{ endpoint }, { endpointKey: 'source:main', id: '01JD0000000000000000000001' }],
    });
  });
  test('more than fifty are kept together from there on, and people are told', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      code: 503,
      endpoint: `https://h.example/${index}`,
    }));
    const { status, notifications } = posted(many);
    expect(status).toBe(200);
    expect(notifications).toHaveLength(51);
    expect(new Set(notifications.map(({ id }) => id)).size).toBe(51);
    expect(notifications.at(-1)).toMatchObject({
      problem: '# expected at most 50 posts together',
      mentionedUrl: 'https://h.example/0',
    });
  });
  test('an id is followed by others of the same moment', () => {
    const { notifications } = accept({
      source: 'main',
      token,
      body: Buffer.from(JSON.stringify([good, good])),
      id: '01JD0000000000000ZZZZZZZZZ',
      pending: 0,
      now: new Date(0),
    });
    expect(notifications.map(({ id }) => id)).toEqual([
      '01JD0000000000000ZZZZZZZZZ',
      '01JD0000000000000Z00000000',
    ]);
  });
});
