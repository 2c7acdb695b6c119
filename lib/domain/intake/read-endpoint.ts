import type { FieldProblem } from './problem-details.ts';

/** The documented length, and what is accepted all the same: some servers put whole sessions into a query. */
export const ENDPOINT_LIMIT = 2048;
export const LONGEST_READ = 8192;

export const ENDPOINT_EXPECTED = `expected an absolute http or https URL of at most ${ENDPOINT_LIMIT} characters`;
const WITHIN = ['url', 'href', 'uri', 'endpoint', 'target'];

/** As the WHATWG URL Standard reads it. */
export const isAbsoluteHttpUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

export type EndpointRead = { endpoint: string; problem?: FieldProblem };

/** The endpoint in a value, and what is odd about it; undefined if there is none. */
export const readEndpoint = (value: unknown): EndpointRead | undefined => {
  if (typeof value !== 'string') {
    const inner = within(value);
    const read = inner === undefined ? undefined : readEndpoint(inner);
    return read && { endpoint: read.endpoint, problem: odd('it stands within another value') };
  }
  const endpoint = value.trim();
  if (endpoint.length > LONGEST_READ || !isAbsoluteHttpUrl(endpoint)) return undefined;
  if (endpoint.length > ENDPOINT_LIMIT) return { endpoint, problem: odd(`it has ${endpoint.length}`) };
  return endpoint === value ? { endpoint } : { endpoint, problem: odd('there is space around it') };
};

const odd = (what: string): FieldProblem => ({
  pointer: '#/endpoint',
  detail: `${ENDPOINT_EXPECTED}; ${what}`,
});

/** The one text in a list of one, or under a name that says it is a URL. */
const within = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const [only, ...others]: unknown[] = Array.isArray(value)
    ? value
    : WITHIN.flatMap((name) => Object.entries(value).filter(([key]) => key.toLowerCase() === name)).map(
        ([, inner]) => inner,
      );
  return typeof only === 'string' && (others.length === 0 || !Array.isArray(value)) ? only : undefined;
};
