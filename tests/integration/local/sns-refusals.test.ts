import { expect, test } from '@jest/globals';
import { ARN, errorOf, topicOfTwo } from './topic-of-two.ts';

const { publish, inbox } = topicOfTwo();

test.each([
  ['an empty subject', { Subject: '' }, 'Invalid parameter: Subject'],
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'Invalid parameter: Subject'],
  ['a line break in the subject', { Subject: 'DOWN\nBcc: x' }, 'Invalid parameter: Subject'],
  ['a subject beyond ASCII', { Subject: 'DOWN – orders' }, 'Invalid parameter: Subject'],
  ['a leading space in the subject', { Subject: ' DOWN' }, 'Invalid parameter: Subject'],
  ['an empty message', { Message: '' }, 'Invalid parameter: Empty message'],
  ['json that is none', { Message: 'DOWN' }, /failed to parse/],
  ['json without default', { Message: '{"email":"x"}' }, /No default entry/],
  ['an empty text', { Message: '{"default":"x","email":""}' }, /Empty message/],
  ['256 KB and a byte', { Message: JSON.stringify({ default: 'x'.repeat(256 * 1024) }) }, /too long/],
  [
    'an SMS of 1,601 characters',
    { Message: JSON.stringify({ default: 'x', sms: 'x'.repeat(1601) }) },
    /too long for SMS/,
  ],
])('%s is refused', async (_, input, message) => {
  expect(await errorOf(publish(input))).toMatchObject({
    name: 'InvalidParameterException',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect(inbox().newest()).toEqual([]);
});

test('the limit of 256 KB counts attributes too', async () => {
  const Message = JSON.stringify({ default: 'x'.repeat(256 * 1024 - 300) });
  const large = { DataType: 'String', StringValue: 'x'.repeat(300) };
  await publish({ Message, MessageAttributes: {} });
  expect(await errorOf(publish({ Message, MessageAttributes: { large } }))).toMatchObject({
    message: /too long/,
  });
});

test.each([
  ['a String.Array that is no list', { DataType: 'String.Array', StringValue: 'email' }],
  ['a String.Array of lists', { DataType: 'String.Array', StringValue: '[["email"]]' }],
  ['a Number that is none', { DataType: 'Number', StringValue: 'one' }],
  ['a type that SNS does not know', { DataType: 'Text', StringValue: 'x' }],
  ['an empty value', { DataType: 'String', StringValue: '' }],
])('%s is refused as an attribute', async (_, attribute) => {
  expect(await errorOf(publish({ MessageAttributes: { attribute } }))).toMatchObject({
    message: /'attribute'/,
  });
});

test('another topic does not exist', async () => {
  expect(await errorOf(publish({ TopicArn: `${ARN}-other` }))).toMatchObject({ name: 'NotFoundException' });
});
