/** What a server answered, whichever version of HTTP it speaks. */
export type ServerResponse = {
  status: number;
  date?: string | undefined;
  location?: string | undefined;
  /** Of the body, without the framing. */
  bodyBytes: number;
  /** There was more of the body than is read. */
  cut: boolean;
  /** Why the response did not come to its end, where it did not. */
  incomplete?: unknown;
};

/** The headers of each request: no more than cURL sends, and who asks. */
export const REQUEST_HEADERS = {
  'User-Agent': 'Mozilla/5.0 (compatible; flavours-error-webhook-probe)',
  Accept: '*/*',
} as const;

export const MAX_BODY_BYTES = 64 * 1024;

/** An error that a probe names itself, as the platform names its own. */
export const codedError = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code });
