import * as z from 'zod';
import { AcknowledgementMinutes } from '../oncall/acknowledgement.ts';
import { clean, cleanLines } from '../security/plain-text.ts';

/** At least one character that `clean` keeps, as a JSON Schema pattern. */
const VISIBLE =
  '[^\\u0000-\\u0020\\u007f-\\u00a0\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff9-\\ufffb]';

const typed = (longest: number, cleaned = clean) =>
  z
    .string()
    .meta({ minLength: 1, maxLength: longest, pattern: VISIBLE })
    .transform(cleaned)
    .pipe(z.string().min(1, 'expected some text').max(longest, `expected at most ${longest} characters`));

/** The name of whoever acts. Everybody has the same links, so it is typed, and shown as such. */
export const ActorName = typed(60);
export type ActorName = z.infer<typeof ActorName>;

/** Why somebody does it. */
export const Reason = typed(200);

/** How long a silence lasts; `worse`: until the count has grown tenfold or the cause changes, a week at most. */
export const SilenceFor = z.enum(['1h', '4h', '8h', '24h', 'worse']);
export type SilenceFor = z.infer<typeof SilenceFor>;

/**
 * What a person can do to the monitoring of an endpoint. `normal` means "it works and always answers this", about the
 * error that our last probe got; like `stop-monitoring` it closes the open incident.
 */
export const MonitorAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('normal') }),
  z.object({ kind: z.literal('forget-normal') }),
  z.object({ kind: z.literal('stop-monitoring') }),
]);
export type MonitorAction = z.infer<typeof MonitorAction>;

/** What a person can do to one incident, rather than to the monitoring of its endpoint. */
export const IncidentAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('acknowledge'),
    minutes: AcknowledgementMinutes.optional().describe(
      'How long nobody is alerted; unless given, as oncall.yml says (acknowledgementMinutes)',
    ),
  }),
  z.object({ kind: z.literal('resolve') }),
  z.object({ kind: z.literal('silence'), until: SilenceFor, reason: Reason }),
  z.object({ kind: z.literal('unsilence') }),
  z.object({ kind: z.literal('note'), text: typed(1000, cleanLines) }),
]);
export type IncidentAction = z.infer<typeof IncidentAction>;

/** Everything a person can do: in the console, by a signed link, by a command. */
export const Action = z.discriminatedUnion('kind', [...IncidentAction.options, ...MonitorAction.options]);
export type Action = z.infer<typeof Action>;

export const isMonitorAction = (action: Action): action is MonitorAction =>
  MonitorAction.safeParse(action).success;
