import * as z from 'zod';

/** A field that is not as documented; `pointer` is a JSON Pointer as a URI fragment (RFC 9457 §3). */
export const FieldProblem = z.strictObject({ pointer: z.string().regex(/^#(\/.*)?$/), detail: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

const about = <const Status extends number, const Title extends string>(status: Status, title: Title) => ({
  type: z.literal('about:blank'),
  title: z.literal(title),
  status: z.literal(status),
});

/** The answer to a body that could not be read and was stored: `id` is where. */
const unread = { detail: z.string(), id: z.ulid(), errors: z.array(FieldProblem).min(1) };

/**
 * The answers of `receive` other than 200: problem details of RFC 9457, by status. They never repeat what was posted.
 */
export const PROBLEMS = {
  400: z.strictObject({ ...about(400, 'Bad Request'), ...unread }),
  404: z.strictObject(about(404, 'Not Found')),
  405: z.strictObject({ ...about(405, 'Method Not Allowed'), detail: z.string() }),
  413: z.strictObject({ ...about(413, 'Content Too Large'), ...unread }),
  503: z.strictObject({ ...about(503, 'Service Unavailable'), detail: z.string() }),
};
type Problems = { [Status in keyof typeof PROBLEMS]: z.infer<(typeof PROBLEMS)[Status]> };

/** The title of each status. */
export type Titles = { readonly [Status in keyof Problems]: Problems[Status]['title'] };

/** What a problem says beyond its status. */
export type Details<Status extends keyof Problems> = Omit<Problems[Status], 'type' | 'title' | 'status'>;

/**
 * The body of a 200 of `receive`: the id under which it was stored, the ids if there were several notifications in
 * one body, and what is not as documented.
 */
export const Kept = z.strictObject({
  id: z.ulid(),
  ids: z.array(z.ulid()).min(2).optional(),
  errors: z.array(FieldProblem).min(1).optional(),
});
export type Kept = z.infer<typeof Kept>;

/** The answer to a delivery report about an unknown endpoint: it is not stored. */
export const UnknownEndpoint = z.strictObject({
  ...about(409, 'Conflict'),
  detail: z.string(),
  errors: z.array(FieldProblem).min(1),
});

/** The answer to a delivery report that could not be read: it is not stored. */
export const NotTaken = z.strictObject({
  ...about(400, 'Bad Request'),
  detail: z.string(),
  errors: z.array(FieldProblem).min(1),
});
