import * as z from 'zod';
import { Action, Who } from '../action.ts';

/** A form of ours as it was posted: one button names the kind, and only the fields of its kind count. */
const PostedAction = z
  .object({
    kind: z.string(),
    who: z.string().default(''),
    until: z.string().optional(),
    reason: z.string().optional(),
    text: z.string().optional(),
    minutes: z.coerce.number().optional(),
  })
  .transform(({ who, ...action }) => ({ who, action }))
  .pipe(z.object({ who: Who, action: Action }));
type PostedAction = z.infer<typeof PostedAction>;

const FIELDS: Record<string, string> = {
  who: 'Type your name, at most 60 characters.',
  reason: 'Say why nobody need be woken, in at most 200 characters.',
  text: 'Write a note of at most 1,000 characters.',
  until: 'Choose how long.',
  minutes: 'Choose 5 to 240 minutes.',
};

/** What was asked for, or what is missing, in words for whoever asked. */
export const readAction = (posted: unknown): PostedAction | { problem: string } => {
  const result = PostedAction.safeParse(posted);
  if (result.success) return result.data;
  const field = String(result.error.issues[0]?.path.at(-1) ?? '');
  return { problem: FIELDS[field] ?? 'This is nothing that can be done here.' };
};
