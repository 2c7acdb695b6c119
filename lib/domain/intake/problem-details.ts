import * as z from 'zod';

/** A field that is not as documented; `pointer` is a JSON Pointer as a URI fragment (RFC 9457 §3). */
export const FieldProblem = z.strictObject({ pointer: z.string().regex(/^#(\/.*)?$/), detail: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

const about = <const Status extends number, const Title extends string>(status: Status, title: Title) => ({
  type: z.literal('about:blank'),
  title: z.literal(title),
  status: z.literal(status),
});

/** What is said of a body that could not be read and was kept: `id` is where. */
const unread = { detail: z.string(), id: z.ulid(), errors: z.array(FieldProblem).min(1) };

/** What `receive` answers where it does not answer 200: problems of RFC 9457, by their status. They never repeat what was posted. */
export const PROBLEMS = {
  400: z.strictObject({ ...about(400, 'Bad Request'), ...unread }),
  404: z.strictObject(about(404, 'Not Found')),
  405: z.strictObject({ ...about(405, 'Method Not Allowed'), detail: z.string() }),
  413: z.strictObject({ ...about(413, 'Content Too Large'), ...unread }),
  503: z.strictObject({ ...about(503, 'Service Unavailable'), detail: z.string() }),
};
type Problems = { [Status in keyof typeof PROBLEMS]: z.infer<(typeof PROBLEMS)[Status]> };

/** The words of each status. */
export type Titles = { readonly [Status in keyof Problems]: Problems[Status]['title'] };

/** What a problem says beyond its status. */
export type Details<Status extends keyof Problems> = Omit<Problems[Status], 'type' | 'title' | 'status'>;

/**
 * What `receive` answers with 200: under which id it was kept, under which ids where it was several notifications in
 * one body, and what is not as documented.
 */
export const Kept = z.strictObject({
  id: z.ulid(),
  ids: z.array(z.ulid()).min(2).optional(),
  errors: z.array(FieldProblem).min(1).optional(),
});
export type Kept = z.infer<typeof Kept>;

/** What is said of a number of deliveries of an endpoint that nobody knows: it is not kept. */
export const UnknownEndpoint = z.strictObject({
  ...about(409, 'Conflict'),
  detail: z.string(),
  errors: z.array(FieldProblem).min(1),
});

/** What is said of a number of deliveries that could not be read: it is not kept. */
export const NotTaken = z.strictObject({
  ...about(400, 'Bad Request'),
  detail: z.string(),
  errors: z.array(FieldProblem).min(1),
});
