import { fieldsByPattern, formFields, partFields } from './find-fields-in-text.ts';
import { readEndpoint } from './read-endpoint.ts';

/** What a post says, by the documented names, whatever the form; `odd` says what is odd about the form. */
export type Fields = {
  endpoint?: unknown;
  code?: unknown;
  message?: unknown;
  /** There is more than the documented names. */
  hasMore: boolean;
  /** The text of the message went on beyond what was read. */
  isMessageCut?: boolean;
  odd?: string;
};

/** Other senders' names for the same. Letters alone count, in either case; the first name that says something is taken. */
const ENDPOINT_NAMES = ['endpoint', 'endpointurl', 'webhookendpoint', 'webhookurl'];
/** Only at the top: deeper, any order has a URL of something. */
const URL_NAMES = ['url', 'uri'];
const CODE_NAMES = ['code', 'statuscode', 'status', 'httpcode', 'httpstatus', 'errorcode'];
const MESSAGE_NAMES = ['message', 'errormessage', 'error', 'reason', 'detail'];
const DOCUMENTED = ['endpoint', 'code', 'message'];

/** Texts in texts, lists in lists: no sender wraps a notification deeper. */
const DEPTH = 4;

/** The notifications in the text of a body: one as documented, none where nothing is found, several in a list or on lines. */
export const findFields = (text: string): Fields[] => {
  const value = parsedJson(text);
  if (value !== NOT_JSON) return inValue(value, DEPTH, true);
  const lines = onLines(text);
  if (lines.length > 1) return lines.map((fields) => ({ ...fields, odd: 'one JSON object a line' }));
  const form = formFields(text) ?? partFields(text);
  if (form) return inValue(form, DEPTH, true).map((fields) => ({ ...fields, odd: 'a form' }));
  const found = fieldsByPattern(text);
  return found ? [{ ...found, hasMore: true, odd: 'what is no JSON' }] : [];
};

const inValue = (value: unknown, depth: number, isTop: boolean): Fields[] => {
  if (depth === 0) return [];
  if (typeof value === 'string') {
    const inner = /^\s*[{["]/.test(value) ? parsedJson(value) : NOT_JSON;
    return inner === NOT_JSON ? [] : wrapped(inValue(inner, depth - 1, isTop), 'JSON in a string');
  }
  if (Array.isArray(value)) {
    const found = value.flatMap((one: unknown) => inValue(one, depth - 1, isTop));
    return wrapped(found, 'a list');
  }
  if (!isObject(value)) return [];
  const fields = fieldsOf(value, isTop);
  if (readEndpoint(fields.endpoint)) return [fields];
  const deeper = Object.values(value).flatMap((inner) => inValue(inner, depth - 1, false));
  const readable = deeper.filter(({ endpoint }) => readEndpoint(endpoint));
  if (readable.length === 0) return [fields];
  const merged = readable.map((one) => ({
    ...one,
    code: one.code ?? fields.code,
    message: one.message ?? fields.message,
  }));
  return wrapped(merged, 'an object within another');
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrapped = (fields: readonly Fields[], odd: string): Fields[] =>
  fields.map((one) => ({ ...one, odd: one.odd ?? odd }));

const fieldsOf = (value: Record<string, unknown>, isTop: boolean): Fields => {
  const entries = Object.entries(value);
  const find = (names: readonly string[], isGood: (said: unknown) => boolean) =>
    names
      .flatMap((name) => [
        ...entries.filter(([key]) => key === name),
        ...entries.filter(([key]) => key !== name && key.toLowerCase().replace(/[^a-z]/g, '') === name),
      ])
      .find(([, said]) => isGood(said));
  const endpointNames = isTop ? [...ENDPOINT_NAMES, ...URL_NAMES] : ENDPOINT_NAMES;
  const endpoint =
    find(endpointNames, (said) => readEndpoint(said) !== undefined) ?? find(['endpoint'], isSaid);
  const code = find(CODE_NAMES, isSaid);
  const message = find(MESSAGE_NAMES, isSaid);
  const isOdd = [endpoint, code, message].some((entry) => entry && !DOCUMENTED.includes(entry[0]));
  return {
    endpoint: endpoint?.[1],
    code: code?.[1],
    message: message?.[1],
    hasMore: entries.some(([key]) => !DOCUMENTED.includes(key)),
    ...(isOdd && { odd: 'an object with other names' }),
  };
};

const isSaid = (said: unknown): boolean => said !== undefined && said !== null;

/** JSON objects line by line, all of them or none. */
const onLines = (text: string): Fields[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return [];
  const values = lines.map(parsedJson);
  return values.includes(NOT_JSON) ? [] : values.flatMap((value) => inValue(value, DEPTH, true));
};

const NOT_JSON = Symbol('not JSON');

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON; // JSON.parse has no other way to say so
  }
};
