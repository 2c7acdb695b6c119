import { describe, expect, test } from '@jest/globals';
import { endpoint, good, message, posted } from './posted.ts';

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
