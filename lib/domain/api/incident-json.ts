import * as z from 'zod';
import { Area, Cause } from '../diagnosis/cause.ts';
import { backfillOf } from '../incidents/backfill.ts';
import { described, endpointShown } from '../incidents/description.ts';
import { firstSteps, type Place } from '../incidents/first-steps.ts';
import { FloodSummary, summaryOfFlood } from '../incidents/flood.ts';
import { type Incident, Resolution } from '../incidents/incident.ts';
import { State } from '../incidents/last-sent.ts';
import { LossWindow } from '../incidents/loss-window.ts';
import { summaryOf } from '../incidents/loss-words.ts';
import { stillFailing } from '../incidents/still-failing.ts';
import { incidentStory } from '../incidents/story.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import { Verdict } from '../incidents/verdict.ts';
import { FieldProblem } from '../intake/problem-details.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { Family } from '../oncall/family.ts';
import { Instant, instantIn } from '../oncall/instant.ts';
import { Severity } from '../oncall/severity.ts';
import { shownText } from '../security/shown-text.ts';
import { given, present } from './present.ts';
import { ProbeJson, probeJson } from './probe-json.ts';

/*
 * An incident as programs get it: the API, its exports, and what machines are sent. A field stands here twice, in the
 * schema and in the function below it, and nowhere else.
 */

const Counts = z.record(z.string(), z.int().min(0));
const Step = z.strictObject({ text: z.string(), command: z.string().optional() });

export const IncidentJson = z.strictObject({
  incidentId: z.string(),
  endpointKey: z.string(),
  number: z.int().min(1),
  name: z.string(),
  endpoint: z.string().optional(),
  family: Family,
  severity: Severity,
  /** A test alert: nothing is broken, and nothing is lost. */
  isTest: z.boolean(),
  state: State,
  count: z.int().min(0),
  openedAt: Instant,
  lastAt: Instant,
  resolvedAt: Instant.optional(),
  resolution: Resolution.optional(),
  resolvedBy: z.string().optional(),
  /** Who acknowledged it last and when; until when only while that holds. */
  acknowledgedBy: z.string().optional(),
  acknowledgedAt: Instant.optional(),
  acknowledgedUntil: Instant.optional(),
  /** The cause after our own probe, its area, and what is known in words: as every message and page has them. */
  cause: Cause,
  area: Area,
  summary: z.string(),
  story: z.string(),
  /** What Flavours says and our own probe beside it, where each has said something. */
  reported: z.string().optional(),
  verdict: Verdict.optional(),
  probe: ProbeJson.optional(),
  /** That our own last probe failed: a person may have closed it all the same. */
  stillFailing: z.strictObject({ at: Instant, cause: Cause }).optional(),
  normalStatus: z
    .strictObject({
      status: z.int(),
      learnedFrom: z.enum(['probes', 'person', 'oncall']),
      actor: z.string().optional(),
      at: Instant,
    })
    .optional(),
  /** What to do first; once it is over, what to do about what was lost. */
  firstCheck: z.string(),
  steps: z.array(Step),
  /** In which time events were lost. Its end is proven where our own probes saw it. */
  backfill: z
    .strictObject({
      from: Instant,
      to: Instant,
      why: z.string(),
      isEndProven: z.boolean(),
      fromReason: LossWindow.shape.fromReason.optional(),
      toReason: LossWindow.shape.toReason.optional(),
    })
    .optional(),
  codes: Counts,
  sources: Counts,
  sample: z.strictObject({
    at: Instant,
    code: z.int().optional(),
    message: z.string().optional(),
    fieldProblems: z.array(FieldProblem).min(1).optional(),
    /** Of a post that names no endpoint: the beginning of its text. */
    raw: z.string().optional(),
    mentionedUrl: z.string().optional(),
  }),
  /** Of a source's flood: about how many endpoints it is about, and the first that came. */
  flood: FloodSummary.extend({
    listed: z.array(FloodSummary.shape.listed.element.extend({ lastAt: Instant })),
  }).optional(),
});
export type IncidentJson = z.infer<typeof IncidentJson>;

type Context = { oncall: Pick<RuntimeOncallConfig, 'endpoints' | 'timeZone'>; place: Place };

/** An incident for programs. Foreign texts are without secrets and without what hides or turns text. */
export const incidentJson = (incident: Incident, context: Context): IncidentJson => {
  const { timeZone } = context.oncall;
  const at = (time: string | number): string => instantIn(time, timeZone);
  const { incidentId, endpointKey, number, state, count, codes, sources, sample } = incident;
  const { name, family, severity } = described(incident, context.oncall);
  const { cause, area, sentence, reported, verdict, firstCheck } = incidentStory(incident);
  const backfill = backfillOf(incident, context.oncall);
  const failing = stillFailing(incident);
  const normal = incident.normalStatus;
  return present({
    incidentId,
    endpointKey,
    number,
    name,
    endpoint: endpointShown(incident),
    family,
    severity,
    isTest: isTestAlert(incident),
    state,
    count,
    openedAt: at(incident.openedAt),
    lastAt: at(incident.lastAt),
    resolvedAt: given(incident.resolvedAt, at),
    resolution: incident.resolution,
    resolvedBy: given(incident.resolvedBy, shownText),
    acknowledgedBy: given(incident.acknowledgedBy, shownText),
    acknowledgedAt: given(incident.acknowledgedAt, at),
    acknowledgedUntil: state === 'acknowledged' ? given(incident.acknowledgedUntil, at) : undefined,
    cause,
    area,
    summary: summaryOf(incident),
    story: shownText(sentence),
    reported,
    verdict: given(verdict, (known) => Verdict.parse({ ...known, sentence: shownText(known.sentence) })),
    probe: given(incident.probe, (probe) => probeJson(probe, timeZone)),
    stillFailing: given(failing, (known) => ({ ...known, at: at(known.at) })),
    normalStatus: given(normal, ({ actor, ...known }) => ({
      ...known,
      ...(actor !== undefined && { actor: shownText(actor) }),
      at: at(known.at),
    })),
    firstCheck,
    steps: [...(state === 'resolved' && backfill ? backfill.steps : firstSteps(incident, context))],
    backfill: given(backfill, ({ from, to, reason, isEndProven }) => ({
      from: at(from),
      to: at(to),
      why: reason,
      isEndProven,
      ...(incident.lossWindow && {
        fromReason: incident.lossWindow.fromReason,
        toReason: incident.lossWindow.toReason,
      }),
    })),
    codes,
    sources,
    sample: present({
      ...sample,
      at: at(sample.at),
      message: given(sample.message, (text) => shownText(text)),
      raw: given(sample.raw, (text) => shownText(text)),
      mentionedUrl: given(sample.mentionedUrl, (text) => shownText(text)),
    }),
    flood: given(incident.flood, (flood) => {
      const { listed, ...summary } = summaryOfFlood(flood);
      return { ...summary, listed: listed.map((one) => ({ ...one, lastAt: at(one.lastAt) })) };
    }),
  });
};
