/** Why a request got no answer, in words that name neither host nor path: an address may be a secret. */
export const whyNoAnswer = (error: unknown, timeoutMs: number): string => {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return `no connection (${code})`;
};
