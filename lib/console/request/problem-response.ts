import type { Ctx } from './context.ts';

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  500: 'Internal Server Error',
} as const;
export type ProblemStatus = keyof typeof TITLES;

/** The API's error answers: RFC 9457. */
export const problemAnswer = (
  context: Ctx,
  status: ProblemStatus,
  detail?: string,
  headers: Record<string, string> = {},
): Response =>
  context.body(
    JSON.stringify({ type: 'about:blank', title: TITLES[status], status, ...(detail && { detail }) }),
    status,
    { 'Content-Type': 'application/problem+json', ...headers },
  );
