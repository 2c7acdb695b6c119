import * as z from 'zod';
import { EndpointActionRequest } from '../../domain/api/monitor-schemas.ts';
import { ActionRequest } from '../../domain/api/schemas.ts';
import { Action, type ActorName, MonitorAction } from '../../domain/incidents/action.ts';
import { ACKNOWLEDGEMENT_HINT } from '../../domain/oncall/acknowledgement.ts';

/** A form as posted: all fields are text, one button names the kind, and only the fields of its kind count. */
const PostedForm = z
  .object({
    kind: z.string(),
    actor: z.string().default(''),
    until: z.string().optional(),
    reason: z.string().optional(),
    text: z.string().optional(),
    minutes: z.coerce.number().optional(),
  })
  .pipe(ActionRequest);

const FIELDS: Record<string, string> = {
  actor: 'Type your name, at most 60 characters, and without “(API)”, which marks programs.',
  reason: 'Say why nobody need be woken, in at most 200 characters.',
  text: 'Write a note of at most 1,000 characters.',
  until: 'Choose how long.',
  minutes: ACKNOWLEDGEMENT_HINT,
};

export type Asked = { actor: ActorName; action: Action } | { problem: string };

/** The requested action, or what is missing, in words for whoever asked. */
const readBy = (schema: typeof ActionRequest | typeof PostedForm, posted: unknown): Asked => {
  const result = schema.safeParse(posted);
  if (result.success) return { actor: result.data.actor, action: Action.parse(result.data) };
  const field = String(result.error.issues[0]?.path.at(-1) ?? '');
  return { problem: FIELDS[field] ?? 'This is nothing that can be done here.' };
};

export const readForm = (posted: unknown): Asked => readBy(PostedForm, posted);

/** From a program: exactly as documented. */
export const readRequest = (posted: unknown): Asked => readBy(ActionRequest, posted);

export type AskedOfMonitor = { actor: ActorName; action: MonitorAction } | { problem: string };

/** The requested action on the monitoring of an endpoint, from a program. */
export const readMonitorRequest = (posted: unknown): AskedOfMonitor => {
  const result = EndpointActionRequest.safeParse(posted);
  if (result.success) return { actor: result.data.actor, action: MonitorAction.parse(result.data) };
  const field = String(result.error.issues[0]?.path.at(-1) ?? '');
  return { problem: FIELDS[field] ?? 'This is nothing that can be done here.' };
};

/** From a form: only these of its fields count. */
export const readMonitorForm = (posted: unknown): AskedOfMonitor => {
  const form = z.object({ kind: z.string().catch(''), actor: z.string().catch('') }).safeParse(posted);
  return readMonitorRequest(form.data ?? {});
};
