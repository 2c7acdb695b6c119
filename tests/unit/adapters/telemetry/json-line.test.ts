import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { jsonLine } from '../../../../lib/adapters/telemetry/json-line.ts';

const read = (values: Record<string, unknown>) =>
  z.looseObject({}).parse(JSON.parse(jsonLine('"id":1', values)));

test('an error is its name, text, stack and cause, and the fields that AWS gives it', () => {
  class RefusedError extends Error {
    override name = 'RefusedError';
    $metadata = { httpStatusCode: 400 };
  }
  const error = new RefusedError('no', { cause: new TypeError('why') });
  expect(read({ error })).toMatchObject({
    error: {
      name: 'RefusedError',
      message: 'no',
      stack: expect.stringContaining('json-line.test'),
      $metadata: { httpStatusCode: 400 },
      cause: { name: 'TypeError', message: 'why' },
    },
  });
});

test('what contains itself is left out there, and what merely occurs twice stays', () => {
  const twice = { a: 1 };
  const circle: Record<string, unknown> = { left: twice, right: twice };
  circle['self'] = circle;
  const error = new Error('loops');
  error.cause = error;
  expect(read({ circle, error, list: [twice, twice] })).toMatchObject({
    circle: { left: { a: 1 }, right: { a: 1 } },
    error: { message: 'loops' },
    list: [{ a: 1 }, { a: 1 }],
  });
  expect(jsonLine('', { circle, error })).not.toContain('self');
});

test('it is one line, with large numbers and dates, whatever is in it', () => {
  const line = jsonLine('"id":1', {
    text: 'two\nlines \u2028',
    large: 12n,
    date: new Date(0),
    none: undefined,
  });
  expect(line).toBe('{"id":1,"text":"two\\nlines \u2028","large":"12","date":"1970-01-01T00:00:00.000Z"}');
});

test('every text is redacted, in an error and in its cause too', () => {
  const secret = 'password=hunter2hunter2';
  const line = jsonLine('"id":1', {
    error: new Error(secret, { cause: new Error(secret) }),
    deep: [{ secret }],
  });
  expect(line).not.toContain('hunter2');
});
