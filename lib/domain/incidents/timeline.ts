import * as z from 'zod';
import { Alert } from './sent-alert.ts';

/**
 * Something that a person did to an incident, as the table `alerts` keeps it beside what was told. `reason` is the
 * silence's reason or the note's text. The key `at` ends with the number of the act, so that no two are one item.
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

/** One line of an incident's time-line: what a person did (`who`), or what was told (`messageId`). */
export const TimelineEntry = z.union([ActEntry, Alert]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const isAct = (entry: TimelineEntry): entry is ActEntry => 'who' in entry;

/** When it was, of the key `at` of an entry. */
export const timeOf = ({ at }: Pick<TimelineEntry, 'at'>): string => at.split('/')[0] ?? at;

/** The key of an act: its time and its number in the incident. */
export const actKey = (now: Date, act: number): string => `${now.toISOString()}/${act}`;
