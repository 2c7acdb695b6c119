import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Details, FieldProblem, Titles } from '../../domain/intake/problem-details.ts';

export const json = (statusCode: number, body: object): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

// Types rather than schemas: `receive` only writes problems, and its bundle is smaller without the code that parses
// them.
const TITLES: Titles = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  503: 'Service Unavailable',
};

/** An RFC 9457 problem. It never repeats what was posted. */
export const problem = <Status extends keyof Titles>(
  status: Status,
  details: Details<Status>,
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: TITLES[status], status, ...details }),
});

const notTaken = (
  status: 400 | 409,
  title: string,
  detail: string,
  errors: readonly FieldProblem[],
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, errors }),
});

/** A delivery report that could not be read, and was not stored. */
export const unread = (errors: readonly FieldProblem[]): APIGatewayProxyStructuredResultV2 =>
  notTaken(400, TITLES[400], 'it could not be read, and was not stored', errors);

/**
 * A delivery report about an unknown endpoint: otherwise anybody with a URL could fill the table with invented ones.
 */
export const unknownEndpoint = (): APIGatewayProxyStructuredResultV2 =>
  notTaken(409, 'Conflict', 'this endpoint is not known yet, so the number was not stored', [
    {
      pointer: '#/endpoint',
      detail:
        'expected an endpoint that Flavours has reported, or that oncall.yml lists with its expectedStatus',
    },
  ]);
