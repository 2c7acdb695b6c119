import { expect, test } from '@jest/globals';
import { PAGES_WITH_EXAMPLES, withExamples } from '../../tools/generate/alert-examples.ts';
import { textOf } from './documents.ts';

test.each(PAGES_WITH_EXAMPLES)(
  '%s shows alerts as they are sent: `node --import tsx tools/generate/alert-examples.ts` writes them',
  (page) => {
    const text = textOf(page);
    expect(text).toMatch(/<!-- example: /);
    expect(text).toBe(withExamples(text));
  },
);

test('an example of a message that is not there is an error', () => {
  expect(() => withExamples('<!-- example: no-such-message sms -->\n<!-- end of example -->')).toThrow(
    'no-such-message',
  );
});
