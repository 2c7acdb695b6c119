import { type Fields, findFields } from './find-fields.ts';
import type { FieldProblem } from './problem-details.ts';
import { readCode } from './read-code.ts';
import { ENDPOINT_EXPECTED, type EndpointRead, readEndpoint } from './read-endpoint.ts';
import { readMessage } from './read-message.ts';

/** How much of a body is read. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** A parsed post: which endpoint failed, and what it says about it, as far as that can be read. */
export type WebhookPayload = {
  endpoint: string;
  code?: number;
  message?: string;
  /** Its text continued beyond what could be read. */
  isMessageCut: boolean;
  /** What is not as documented. */
  problems: FieldProblem[];
  /** The text holds more than is read from it. */
  hasMore: boolean;
};

/** The posts in a text that name an endpoint, and what is wrong where one does not. */
export type Reading = { posted: WebhookPayload[]; unread: FieldProblem[] };

/** Parses a body as Flavours documents it, or as near to that as possible. Never throws. */
export const parsePayload = (text: string): Reading => {
  const found = findFields(text);
  const reading: Reading = { posted: [], unread: found.length === 0 ? [EXPECTED_OBJECT] : [] };
  for (const fields of found) {
    const endpoint = readEndpoint(fields.endpoint);
    if (endpoint) reading.posted.push(postedOf(fields, endpoint));
    else reading.unread.push(...problemsWithoutEndpoint(fields));
  }
  return reading;
};

const EXPECTED_OBJECT: FieldProblem = { pointer: '#', detail: 'expected a JSON object' };

const problemsWithoutEndpoint = ({ code, message }: Fields): FieldProblem[] =>
  [
    readCode(code).problem,
    { pointer: '#/endpoint', detail: ENDPOINT_EXPECTED },
    readMessage(message).problem,
  ].filter((problem) => problem !== undefined);

const postedOf = (fields: Fields, endpoint: EndpointRead): WebhookPayload => {
  const code = readCode(fields.code);
  const message = readMessage(fields.message);
  const form =
    fields.odd === undefined
      ? undefined
      : { pointer: '#', detail: `${EXPECTED_OBJECT.detail}; it is ${fields.odd}` };
  const problems = [form, endpoint.problem, code.problem, message.problem].filter(
    (problem) => problem !== undefined,
  );
  return {
    endpoint: endpoint.endpoint,
    ...(code.code !== undefined && { code: code.code }),
    ...(message.message !== undefined && { message: message.message }),
    isMessageCut: fields.isMessageCut ?? false,
    problems,
    hasMore: fields.hasMore || problems.length > 0,
  };
};
