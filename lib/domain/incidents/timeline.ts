import * as z from 'zod';
import { Alert } from './sent-alert.ts';

/**
 * An action as the table `timeline` stores it beside the alerts that were sent. `reason` is the silence's reason or
 * the note's text. The key `at` ends with the action's number, so that no two share an item.
 */
export const ActEntry = z.object({
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
  who: z.string(),
  reason: z.string().optional(),
  until: z.iso.datetime().optional(),
  expiresAt: z.int(),
});
export type ActEntry = z.infer<typeof ActEntry>;

/** One entry of an incident's timeline: what a person did (`actor`), or what was sent (`messageId`). */
export const TimelineEntry = z.union([ActEntry, Alert]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const isAct = (entry: TimelineEntry): entry is ActEntry => 'who' in entry;

/** The time in the key `at` of an entry. */
export const timeOf = ({ at }: Pick<TimelineEntry, 'at'>): string => at.split('/')[0] ?? at;

/** The key of an action: its time and its number in the incident. */
export const actKey = (now: Date, act: number): string => `${now.toISOString()}/${act}`;
