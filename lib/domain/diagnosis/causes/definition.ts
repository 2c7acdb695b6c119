import * as z from 'zod';

/** The areas of investigation that Flavours documents, plus one for causes without one. */
export const Area = z.enum([
  'network',
  'endpoint configuration',
  'application downtime',
  'performance',
  'unknown',
]);
export type Area = z.infer<typeof Area>;

/** One corrective step; `command` can be pasted into a shell as it is. */
export type Step = { text: string; command?: string };

/** Nothing to run where there is no endpoint. */
export type Commands = Record<'http' | 'headers' | 'names' | 'certificate', Pick<Step, 'command'>>;

/** What says that an endpoint fails for a cause, what the cause means to somebody who was just woken, and what to do. */
export type CauseDefinition = {
  /** HTTP; beyond 511 https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/ */
  statuses?: readonly number[];
  /** https://curl.se/libcurl/c/libcurl-errors.html; a number that no cause has says nothing of the endpoint. */
  curl?: readonly number[];
  /** Linux's, which PHP's sockets report; Node has them negative, with two of its own for DNS. */
  errnos?: readonly number[];
  /** As Node, the engines of browsers and OpenSSL call it. */
  errorNames?: readonly string[];
  area: Area;
  /** The application behind a server that is well may be the reason, and fail for events alone: our probe never posts one. */
  isOfApplication: boolean;
  /** What Flavours' words support and no more: nothing was verified. */
  sentence: string;
  /** Stands where the sentence speaks of what happened to Flavours itself. */
  fact?: string;
  /** For an SMS: at most 40 characters, all in GSM-7. */
  short: string;
  firstCheck: string;
  /** In order. A text that ends with a colon introduces its command. */
  steps: (commands: Commands) => Step[];
};
