import * as z from 'zod';
import { SentAlert } from './sent-alert.ts';

/**
 * An action as the table `timeline` stores it beside the alerts that were sent. `reason` is the silence's reason or
 * the note's text. The key `at` ends with the action's number, so that no two share an item.
 */
export const ActionLogEntry = z.object({
  incidentId: z.string().min(1),
  at: z.string().min(1),
  kind: z.enum([
    'acknowledged',
    'resolved',
    'silenced',
    'unsilenced',
    'note',
    'normal',
    'forgot-normal',
    'stopped',
  ]),
  actor: z.string(),
  reason: z.string().optional(),
  until: z.iso.datetime().optional(),
  expiresAt: z.int(),
});
export type ActionLogEntry = z.infer<typeof ActionLogEntry>;

/** One entry of an incident's timeline: what a person did (`actor`), or what was sent (`messageId`). */
export const TimelineEntry = z.union([ActionLogEntry, SentAlert]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const isRecordedAction = (entry: TimelineEntry): entry is ActionLogEntry => 'actor' in entry;

/** The time in the key `at` of an entry. */
export const timeOf = ({ at }: Pick<TimelineEntry, 'at'>): string => at.split('/')[0] ?? at;

/** The key of an action: its time and its number in the incident. */
export const actionKey = (now: Date, action: number): string => `${now.toISOString()}/${action}`;
