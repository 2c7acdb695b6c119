import { fieldsByPattern, formFields, partFields } from './find-fields-in-text.ts';
import { parsedJson } from './json-text.ts';
import { readEndpoint } from './read-endpoint.ts';

/** The fields of a post by their documented names, whatever the format; `odd` says what is odd about the format. */
export type Fields = {
  endpoint?: unknown;
  code?: unknown;
  message?: unknown;
  /** There are other fields than the documented ones. */
  hasMore: boolean;
  /** The text of the message went on beyond what was read. */
  isMessageCut?: boolean;
  odd?: string;
};

/**
 * Other senders' names for the same fields. Only letters count, in either case; the first name with a value is taken.
 */
const ENDPOINT_NAMES = ['endpoint', 'endpointurl', 'webhookendpoint', 'webhookurl'];
/** Only at the top level: deeper, any order has a URL of something. */
const URL_NAMES = ['url', 'uri'];
const CODE_NAMES = ['code', 'statuscode', 'status', 'httpcode', 'httpstatus', 'errorcode'];
const MESSAGE_NAMES = ['message', 'errormessage', 'error', 'reason', 'detail'];
const DOCUMENTED = ['endpoint', 'code', 'message'];

/** Texts in texts, lists in lists: no sender nests a notification deeper. */
const DEPTH = 4;
/** Nor are more than this searched for in one list, or in one object. */
const LIST_LIMIT = 100;

/** The notifications in the text of a body: usually one, none if nothing is found, several in a list or on lines. */
export const findFields = (text: string): Fields[] => {
  const json = parsedJson(text);
  if (json) return inValue(json.value, DEPTH, true);
  const lines = onLines(text);
  if (lines.length > 1) return lines.map((fields) => ({ ...fields, odd: 'one JSON object a line' }));
  const form = formFields(text) ?? partFields(text);
  if (form) return inValue(form, DEPTH, true).map((fields) => ({ ...fields, odd: 'a form' }));
  const found = fieldsByPattern(text);
  return found ? [{ ...found, hasMore: true, odd: 'no JSON' }] : [];
};

const inValue = (value: unknown, depth: number, isTop: boolean): Fields[] => {
  if (depth === 0) return [];
  if (typeof value === 'string') {
    const inner = /^\s*[{["]/.test(value) ? parsedJson(value) : undefined;
    return inner ? wrapped(inValue(inner.value, depth - 1, isTop), 'JSON in a string') : [];
  }
  if (Array.isArray(value)) {
    const some: unknown[] = value.slice(0, LIST_LIMIT);
    return wrapped(
      some.flatMap((one) => inValue(one, depth - 1, isTop)),
      'a list',
    );
  }
  if (!isObject(value)) return [];
  const endpoint = find(value, isTop ? [...ENDPOINT_NAMES, ...URL_NAMES] : ENDPOINT_NAMES, isEndpoint);
  if (endpoint) return [fieldsOf(value, endpoint)];
  const deeper = Object.values(value)
    .slice(0, LIST_LIMIT)
    .flatMap((inner) => inValue(inner, depth - 1, false))
    .filter((one) => isEndpoint(one.endpoint));
  if (deeper.length === 0) return isTop ? [fieldsOf(value, ['endpoint', value['endpoint']])] : [];
  const { code, message } = fieldsOf(value);
  const merged = deeper.map((one) => ({ ...one, code: one.code ?? code, message: one.message ?? message }));
  return wrapped(merged, 'an object within another');
};

const isEndpoint = (value: unknown): boolean => readEndpoint(value) !== undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrapped = (fields: readonly Fields[], odd: string): Fields[] =>
  fields.map((one) => ({ ...one, odd: one.odd ?? odd }));

type Entry = readonly [name: string, value: unknown];

const fieldsOf = (value: Record<string, unknown>, endpoint?: Entry): Fields => {
  const code = find(value, CODE_NAMES, isSaid);
  const message = find(value, MESSAGE_NAMES, isSaid);
  const isOdd = [endpoint, code, message].some((entry) => entry && !DOCUMENTED.includes(entry[0]));
  return {
    endpoint: endpoint?.[1],
    code: code?.[1],
    message: message?.[1],
    hasMore: Object.keys(value).some((key) => !DOCUMENTED.includes(key)),
    ...(isOdd && { odd: 'an object with other names' }),
  };
};

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** The value of the first of the names that has one; an exact name is better than a similar one. */
const find = (
  value: Record<string, unknown>,
  names: readonly string[],
  isGood: (value: unknown) => boolean,
): Entry | undefined => {
  const [first = ''] = names;
  if (Object.hasOwn(value, first) && isGood(value[first])) return [first, value[first]];
  const alike = Object.entries(value)
    .map(([key, value]) => ({ key, value, name: key.toLowerCase().replace(/[^a-z]/g, '') }))
    .filter(({ name, value }) => names.includes(name) && isGood(value))
    .toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  const found = alike.find(({ key, name }) => key === name && name === alike[0]?.name) ?? alike[0];
  return found && [found.key, found.value];
};

/** JSON objects line by line, all of them or none. */
const onLines = (text: string): Fields[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return [];
  const values = lines.flatMap((line) => parsedJson(line) ?? []);
  return values.length < lines.length
    ? []
    : values.slice(0, LIST_LIMIT).flatMap(({ value }) => inValue(value, DEPTH, true));
};
