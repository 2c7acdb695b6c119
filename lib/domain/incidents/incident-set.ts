import * as z from 'zod';

/** What can be done at once to all incidents that a message named. */
export const SetPurpose = z.enum(['acknowledge', 'silence']);
export type SetPurpose = z.infer<typeof SetPurpose>;

/**
 * The incidents that one message named or counted, kept under a name so that its links can be short; `total`: how many it
 * counted, where that is more than a set can hold. Item of the table `control`.
 */
export const IncidentSet = z.object({
  incidentIds: z.array(z.string().min(1)).min(1),
  total: z.int().min(1).optional().catch(undefined),
  at: z.iso.datetime(),
  expiresAt: z.int(),
});
export type IncidentSet = z.infer<typeof IncidentSet>;

const PREFIX = 'set:';

/** Where a link names a set: in the place of an incident's id, and never taken for one, since those end in a number. */
export const setLinkId = (setId: string): string => `${PREFIX}${setId}`;

/** The set that a link names; nothing if it names an incident. */
export const setIdIn = (named: string): string | undefined =>
  named.startsWith(PREFIX) ? z.ulid().safeParse(named.slice(PREFIX.length)).data : undefined;
