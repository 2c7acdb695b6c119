import * as z from 'zod';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import { invalid, SnsError } from './refusal.ts';
import type { Attribute, PublishRequest } from './request.ts';

/** https://docs.aws.amazon.com/general/latest/gr/sns.html: message, subject and attributes together. */
export const SIZE_LIMIT_BYTES = 256 * 1024;
/** https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
export const SMS_LIMIT_CHARACTERS = 1600;

/*
 * The older documentation asks for ASCII that begins with a letter, number or punctuation, without line breaks and
 * control characters, shorter than 100; the newer one is wider. What satisfies both is safe.
 */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,98}$/;

const ATTRIBUTE_NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)[A-Za-z0-9_.-]{1,256}$/;
const OURS_ALONE = /^(?:aws|amazon)\./i;
const GIVEN_TO_US = /^AWS\.(?:SNS|MM)\./;
const StringArray = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1);

/** The texts of a message by protocol; `default` is for protocols without their own. */
export type Texts = { default: string; [protocol: string]: string };

/** Throws SNS's error, or returns the texts. Stricter than AWS where AWS's own documents differ. */
export const checkPublish = (request: PublishRequest): Texts => {
  if (request.subject !== undefined && !SUBJECT.test(request.subject)) throw invalid('Subject');
  if (request.message === '') throw invalid('Empty message');
  if (sizeOf(request) > SIZE_LIMIT_BYTES) throw invalid('Message too long');
  for (const [name, attribute] of Object.entries(request.attributes)) checkAttribute(name, attribute);
  const texts = request.isJson ? textsOf(request.message) : { default: request.message };
  if ((texts['sms'] ?? '').length > SMS_LIMIT_CHARACTERS)
    throw invalid('Message too long for SMS: 1600 characters');
  return texts;
};

const sizeOf = ({ subject = '', message, attributes }: PublishRequest): number =>
  [
    subject,
    message,
    ...Object.entries(attributes).flatMap(([name, { dataType, value }]) => [name, dataType, value]),
  ]
    .map((text) => Buffer.byteLength(text))
    .reduce((sum, bytes) => sum + bytes, 0);

const textsOf = (message: string): Texts => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(jsonOf(message));
  if (!parsed.success) throw invalid('Message Structure - JSON message body failed to parse');
  const strings = Object.entries(parsed.data).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const texts = Object.fromEntries(strings);
  if (texts['default'] === undefined)
    throw invalid('Message Structure - No default entry in JSON message body');
  const empty = strings.find(([, text]) => text === '');
  if (empty) throw invalid('Empty message');
  return { ...texts, default: texts['default'] };
};

const jsonOf = (text: string): unknown => parsedJson(text)?.value;

const checkAttribute = (name: string, { dataType, value }: Attribute): void => {
  const refuse = (why: string) =>
    new SnsError('ParameterValueInvalid', `The message attribute '${name}' ${why}.`);
  if (!ATTRIBUTE_NAME.test(name)) throw refuse('has an invalid name');
  if (OURS_ALONE.test(name) && !GIVEN_TO_US.test(name)) throw refuse('begins with a reserved prefix');
  if (value === '') throw refuse('must contain a non-empty message attribute value');
  if (!/^(?:String|Number|Binary)(?:\.\w+)?$/.test(dataType))
    throw refuse('has an invalid message attribute type');
  if (dataType === 'Number' && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) {
    throw refuse('has a value that is not a number');
  }
  if (dataType === 'String.Array' && !StringArray.safeParse(jsonOf(value)).success) {
    throw refuse('has a value that is not a JSON array of strings, numbers, booleans or null, at least one');
  }
};

/** An attribute's value by its type: a text, a number, a list. */
export const decoded = ({ dataType, value }: Attribute): string | number | z.infer<typeof StringArray> => {
  if (dataType === 'String.Array') return StringArray.parse(jsonOf(value));
  return dataType === 'Number' ? Number(value) : value;
};
