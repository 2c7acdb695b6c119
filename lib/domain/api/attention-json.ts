import * as z from 'zod';
import { Attention, attentionOf } from '../alerting/held-back.ts';
import { outlookOf } from '../alerting/outlook.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Silence } from '../incidents/silence.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { peopleOnDuty } from '../oncall/duty.ts';
import { Instant, instantIn } from '../oncall/instant.ts';
import { shownText } from '../security/shown-text.ts';
import { type IncidentJson, incidentJson } from './incident-json.ts';

/** What keeps alerts back, and until when; `actor` and `reason` as people gave them. */
const HoldJson = z.strictObject({
  why: z.enum(['acknowledged', 'silenced', 'maintenance', 'quiet-hours']),
  until: Instant,
  actor: z.string().optional(),
  reason: z.string().optional(),
  /** The silence also ends when it gets ten times worse or the cause changes. */
  untilWorse: z.boolean().optional(),
});

/** Whether an incident needs somebody now, and who is alerted next and when; or else what keeps alerts back. */
export const AttentionJson = z.strictObject({
  attention: Attention,
  heldBack: z.array(HoldJson),
  nextAlert: z.strictObject({ level: z.int().min(1), at: Instant }).optional(),
  /** Who is on duty up to the level that was last alerted, while it is not over; where people take turns. */
  onDuty: z.array(z.string()).optional(),
  /** The people who were ever called about it; where people take turns. */
  alerted: z.array(z.string()).optional(),
});
export type AttentionJson = z.infer<typeof AttentionJson>;

type Context = {
  oncall: RuntimeOncallConfig;
  now: number;
  place: Parameters<typeof incidentJson>[1]['place'];
};

/** An incident for programs that ask how it stands: as it is, and what that asks of people at this moment. */
export const incidentNow = (
  incident: Incident,
  silence: Silence | undefined,
  context: Context,
): IncidentJson & AttentionJson => {
  const { oncall, now } = context;
  const at = (ms: number): string => instantIn(ms, oncall.timeZone);
  const { heldBack, next } = outlookOf(incident, silence, oncall, new Date(now));
  return {
    ...incidentJson(incident, context),
    attention: attentionOf(incident, silence, oncall, new Date(now)),
    heldBack: heldBack.map((suppression) => ({
      why: suppression.why,
      until: at(suppression.until),
      ...('actor' in suppression && { actor: shownText(suppression.actor) }),
      ...('reason' in suppression && { reason: shownText(suppression.reason) }),
      ...('untilWorse' in suppression && { untilWorse: suppression.untilWorse }),
    })),
    ...(next?.level && { nextAlert: { level: next.level.level, at: at(next.level.at) } }),
    ...peopleOf(incident, oncall, now),
  };
};

const peopleOf = (
  { state, lastSent }: Incident,
  oncall: RuntimeOncallConfig,
  now: number,
): Pick<AttentionJson, 'onDuty' | 'alerted'> => {
  if (Object.keys(oncall.people).length === 0) return {};
  const level = Math.max(1, lastSent?.email?.level ?? 1, lastSent?.sms?.level ?? 1);
  const alerted = [...(lastSent?.email?.alerted ?? []), ...(lastSent?.sms?.alerted ?? [])];
  return {
    ...(state !== 'resolved' && { onDuty: peopleOnDuty(oncall, level, now) }),
    alerted: [...new Set(alerted)],
  };
};
