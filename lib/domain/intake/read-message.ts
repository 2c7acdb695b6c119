import type { FieldProblem } from './problem-details.ts';

export const MESSAGE_EXPECTED = 'expected a string, null, or nothing';

/** Deeper values are left out: what says why a webhook failed is near the top. */
const DEPTH = 8;

export type MessageRead = { message?: string; problem?: FieldProblem };

/** A message as text, and what is odd about it. */
export const readMessage = (value: unknown): MessageRead => {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { message: value };
  const message = typeof value === 'object' ? JSON.stringify(shallow(value, DEPTH)) : String(value);
  return { message, problem: { pointer: '#/message', detail: MESSAGE_EXPECTED } };
};

/** JSON.stringify recurses at each level: a body of brackets must not overflow the stack. */
const shallow = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  return Array.isArray(value)
    ? value.map((inner: unknown) => shallow(inner, depth - 1))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shallow(inner, depth - 1)]));
};
