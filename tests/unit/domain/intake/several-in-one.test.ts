import { describe, expect, test } from '@jest/globals';
import { accept } from '../../../../lib/domain/intake/accept.ts';
import { endpoint, good, message, posted, token } from './posted.ts';

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
