import type * as z from 'zod';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readNotificationsOf } from '../../adapters/dynamodb/list-notifications.ts';
import type { NotificationsQuery } from '../../domain/api/queries.ts';
import { queryProblem } from '../../domain/api/query-problem.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import type { Notification } from '../../domain/intake/notification.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';

export const NO_CURSOR = 'after is not the next of a page of this list';

/** The parsed query, or the answer that says what is wrong with it. */
export const queryBy = <Schema extends z.ZodObject>(
  context: Ctx,
  schema: Schema,
): z.infer<Schema> | Response => {
  const [twice] = Object.entries(context.req.queries()).find(([, values]) => values.length > 1) ?? [];
  // Taking only the first value would apply another filter than the one asked for.
  if (twice !== undefined) return problemAnswer(context, 400, `${shownText(twice, 40)}: expected once`);
  const result = schema.safeParse(context.req.query());
  return result.success ? result.data : problemAnswer(context, 400, queryProblem(result.error, schema));
};

export const incidentAsked = async (context: Ctx): Promise<Incident | Response> => {
  const key = incidentKeyOf(context.req.param('incidentId') ?? '');
  const [incident] = key ? await readIncidents(context.env.run.store, [key]) : [];
  return incident ?? problemAnswer(context, 404, 'there is no such incident');
};

export const notificationsPage = (
  { env }: Ctx,
  incident: Incident,
  { code, source, q, after }: z.infer<typeof NotificationsQuery>,
  limit: number,
) => readNotificationsOf(env.run.store, incident, { code, source, text: q }, { limit, after });

/** The page after a notification begins at its id. */
export const rowOf = (value: Notification) => ({ value, after: value.id });
