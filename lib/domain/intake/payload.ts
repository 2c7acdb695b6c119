import { type Fields, findFields } from './find-fields.ts';
import type { FieldProblem } from './problem-details.ts';
import { readCode } from './read-code.ts';
import { ENDPOINT_EXPECTED, type EndpointRead, readEndpoint } from './read-endpoint.ts';
import { readMessage } from './read-message.ts';

/** How much of a body is read. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** A post that is read: whose failure it is, and what it says of it, as far as that can be read. */
export type Posted = {
  endpoint: string;
  code?: number;
  message?: string;
  /** Its text went on where it could not be read any more. */
  isMessageCut: boolean;
  /** What is not as documented. */
  problems: FieldProblem[];
  /** The text holds more than what is read of it here. */
  hasMore: boolean;
};

/** What a text says: the posts in it that name an endpoint, and what is wrong where one does not. */
export type Reading = { posted: Posted[]; unread: FieldProblem[] };

/** Reads a body's text as what Flavours documents, or as near to that as it comes. Never throws. */
export const readPosted = (text: string): Reading => {
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

const postedOf = (fields: Fields, endpoint: EndpointRead): Posted => {
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
