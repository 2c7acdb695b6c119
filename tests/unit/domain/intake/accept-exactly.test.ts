import { describe, expect, test } from '@jest/globals';
import { endpointKey, hostAndPath } from '../../../../lib/domain/endpoints/endpoint.ts';
import { redactUrl } from '../../../../lib/domain/endpoints/redact-url.ts';
import { accept } from '../../../../lib/domain/intake/accept.ts';
import { BODY_LIMIT_BYTES, parsePayload } from '../../../../lib/domain/intake/payload.ts';
import { redactNotification } from '../../../../lib/domain/intake/redact-notification.ts';
import { withoutCutToken } from '../../../../lib/domain/security/redact-tokens.ts';
import { webhookToken } from '../../../../lib/domain/security/webhook-token.ts';
import { at, notification, unreadable } from '../../examples.ts';

const token = webhookToken('s'.repeat(48), 'main', 1);
const accepted = (body: Uint8Array | string, ownToken = token) =>
  accept({
    source: 'main',
    token: ownToken,
    body: typeof body === 'string' ? Buffer.from(body) : body,
    id: '01JD0000000000000000000000',
    pending: 2,
    now: at('03:00:00.000'),
  });

// Computed apart from this code, by Python's hmac and hashlib.
describe('what never may change, since it stands at Flavours and in tables', () => {
  test('the token of a source and version', () => {
    expect(webhookToken('s'.repeat(48), 'main', 1)).toBe('YQZRmmCsTEm09stwyFKxgXxFbSMeAvJi_J3Rf_RkuUw');
  });
  test('the key of an endpoint', () => {
    expect(endpointKey('https://api.shop.example/hooks/orders')).toBe('m0c0d44nvatp');
    expect(endpointKey('https://api.shop.example/?wc-api=orders')).toBe('2rys29q7r7gr');
  });
});

describe('what is said of a body', () => {
  test('over 256 KiB: the limit and its size', () => {
    const detail = `expected at most 262144 bytes, got ${BODY_LIMIT_BYTES + 1}`;
    expect(accepted('x'.repeat(BODY_LIMIT_BYTES + 1))).toMatchObject({
      status: 413,
      problems: [{ pointer: '#', detail }, { pointer: '#' }],
      notifications: [{ problem: `# ${detail}; # expected a JSON object` }],
    });
  });
  test('with several wrong fields: all of them, in one line', () => {
    expect(accepted('{"code":"x","endpoint":"h.example","message":1}').notifications).toMatchObject([
      {
        problem:
          '#/code code unknown: expected a safe integer, or a string of one; #/endpoint expected an absolute http or https URL of at most 2048 characters; #/message expected a string, null, or nothing',
      },
    ]);
  });
  test.each(['{', '[]', '', 'null'])('that is no object: %j', (text) => {
    expect(parsePayload(text)).toEqual({
      posted: [],
      unread: [{ pointer: '#', detail: 'expected a JSON object' }],
    });
  });
  test.each(['xhttps://h.example/', 'javascript://https://h/', 'mailto:a@b'])(
    'an endpoint begins with http or https: not %j',
    (endpoint) => expect(accepted(JSON.stringify({ code: 1, endpoint })).status).toBe(400),
  );
  test('http is as good as https', () => {
    expect(accepted('{"code":1,"endpoint":"HTTP://h.example/"}').status).toBe(200);
  });
});

test.each([
  [[0xff, 0x41], '\ufffdA'],
  [[0x41, 0xfe], 'A\ufffd'],
  [[0xfe, 0x41], '\ufffdA'],
  [[0x41, 0xff], 'A\ufffd'],
  [[0xff, 0xfe, 0x41, 0x00], 'A'],
  [[0xfe, 0xff, 0x00, 0x41], 'A'],
])('bytes %j are read as %j: half a mark is none', (bytes, raw) => {
  expect(accepted(new Uint8Array(bytes)).notifications[0]).toMatchObject({ raw });
});

describe('a token that is cut off at the end', () => {
  test('goes from six characters on', () => {
    for (const length of [6, 7, 20, 42, 43]) {
      expect(withoutCutToken(`a ${token.slice(0, length)}`, token)).toBe('a ***');
    }
    expect(withoutCutToken(`a ${token.slice(0, 5)}`, token)).toBe(`a ${token.slice(0, 5)}`);
  });
  test('of another source goes where it stands in a URL of ours', () => {
    const other = webhookToken('o'.repeat(48), 'main', 1);
    expect(withoutCutToken(`https://h/hooks/main/${other.slice(0, 3)}`, token)).toBe(
      'https://h/hooks/main/***',
    );
  });
  test('is left alone where it does not end the text', () => {
    expect(withoutCutToken(`${token.slice(0, 9)} b`, token)).toBe(`${token.slice(0, 9)} b`);
  });
});

describe('an endpoint', () => {
  test('is named by host and path', () => {
    expect(hostAndPath('https://h.example/')).toBe('h.example');
    expect(hostAndPath('https://h.example:8443/a/b?c=1')).toBe('h.example:8443/a/b?c=***');
    expect(hostAndPath('https://u:p@h.example/?c=1')).toBe('h.example/?c=***');
  });
  test.each([
    ['https://u@h.example/', 'https://***@h.example/'],
    ['https://:p@h.example/', 'https://***@h.example/'],
    ['https://h.example/?a=1&b', 'https://h.example/?a=***&***'],
    ['https://h.example/a#b', 'https://h.example/a'],
  ])('%s is shown as %s', (endpoint, shown) => expect(redactUrl(endpoint)).toBe(shown));
});

describe('what is shown of a notification', () => {
  const secret = 'https://u:p@h.example/a?t=1';
  const shown = 'https://***@h.example/a?t=***';
  test('has every field, and no URL with what it hides', () => {
    const full = notification({
      endpoint: secret,
      message: `POST ${secret} failed`,
      raw: `{"u":"${secret}"}`,
    });
    expect(redactNotification(full)).toEqual({
      ...full,
      endpoint: shown,
      message: `POST ${shown} failed`,
      raw: `{"u":"${shown}"}`,
    });
    expect(redactNotification(unreadable({ raw: secret }))).toEqual(unreadable({ raw: shown }));
  });
  test('has no field that was not there', () => {
    const { message: _none, ...bare } = notification();
    expect(Object.keys(redactNotification(bare))).toEqual(Object.keys(bare));
  });
});

describe('several posts in one body', () => {
  const post = (name: string, more: object = {}) => ({
    code: 1,
    endpoint: `https://h.example/${name}`,
    ...more,
  });
  const posts = (count: number) => Array.from({ length: count }, (_, index) => post(`${index}`));
  const problemsOf = (body: unknown) => accepted(JSON.stringify(body)).problems;
  const pointersOf = (body: unknown) => problemsOf(body).map(({ pointer }) => pointer);

  test('are told apart in what is said of them, unless there is one alone', () => {
    const odd = post('odd', { message: 7 });
    expect(pointersOf([odd])).toContain('#/message');
    expect(pointersOf([odd, {}])).toContain('#/0/message');
    expect(pointersOf([post('good'), odd])).toContain('#/1/message');
  });

  test('are stored apart up to 50', () => {
    const beyond = { pointer: '#', detail: 'expected at most 50 posts together' };
    expect(problemsOf(posts(50))).not.toContainEqual(beyond);
    expect(accepted(JSON.stringify(posts(50))).notifications).toHaveLength(50);
    expect(problemsOf(posts(51))).toContainEqual(beyond);
    const { notifications } = accepted(JSON.stringify(posts(51)));
    expect(notifications).toHaveLength(51);
    expect(notifications.at(-1)).toMatchObject({
      endpointKey: 'source:main',
      problem: '# expected at most 50 posts together',
    });
  });

  test('with our token in the host of one keep the others, and that one as unreadable', () => {
    // %6f is an o, and part of this token: without it nothing is left that could be a host.
    const ownToken = `6f${'a'.repeat(41)}`;
    const ours = { code: 1, endpoint: `https://%${ownToken}/` };
    const withoutOurs = { pointer: '#/endpoint', detail: 'expected a URL without our token' };
    expect(accepted(JSON.stringify(ours), ownToken)).toMatchObject({ status: 400, problems: [withoutOurs] });
    const { status, notifications, problems } = accepted(JSON.stringify([post('good'), ours]), ownToken);
    expect(status).toBe(200);
    expect(problems).toContainEqual(withoutOurs);
    expect(notifications).toMatchObject([
      { endpoint: 'https://h.example/good' },
      { endpointKey: 'source:main', problem: '#/endpoint expected a URL without our token' },
    ]);
    expect(JSON.stringify(notifications)).not.toContain(ownToken);
  });
});

describe('a field that is not there', () => {
  test('is none in what is stored', () => {
    const [noCode] = accepted('{"endpoint":"https://h.example/","message":"m"}').notifications;
    expect(noCode).not.toHaveProperty('code');
    expect(accepted('nothing to see').notifications[0]).not.toHaveProperty('mentionedUrl');
    expect(accepted('see https://h.example/a').notifications[0]).toHaveProperty('mentionedUrl');
  });
});

describe('UTF-16 without its mark', () => {
  const text = '{"code":1,"endpoint":"https://h.example/"}';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  test('is known by every other byte of its start', () => {
    expect(accepted(little)).toMatchObject({ status: 200, problems: [] });
    expect(accepted(big)).toMatchObject({ status: 200, problems: [] });
  });
  test.each([
    ['abc\0'],
    ['ab\0c'],
    ['a\0bc'],
    ['\0abc'],
    ['a\0\0\0'],
    ['\0\0\0a'],
    ['\0a\0\0'],
    ['\0\0a\0'],
    ['\0aa\0'],
    ['a\0\0a'],
  ])('is not what has fewer or other NULs: %j', (raw) => {
    expect(accepted(raw).notifications[0]).toMatchObject({ raw });
  });
});
