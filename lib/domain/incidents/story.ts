import { type Advice, adviceFor } from '../diagnosis/advice.ts';
import { type Area, type Cause, causeOf } from '../diagnosis/cause.ts';
import type { Step } from '../diagnosis/runbook.ts';
import type { Incident } from './incident.ts';
import { isUnreadable, isUnreported } from './incident-kind.ts';
import { isTestAlert } from './test-alert.ts';
import { type VerdictWithAdvice, verdictOf } from './verdict.ts';

/**
 * What is wrong with an endpoint, after our own probe. Every surface tells it from here and decides nothing of it by
 * itself, so that no two can disagree.
 */
export type IncidentStory = {
  /** The cause to go by: what our own probe found where that says more than Flavours does. `area` and `steps` are of it. */
  cause: Cause;
  area: Area;
  /** The cause in at most 40 characters, all of them GSM-7. */
  short: string;
  /** " (HTTP 503)" where the cause was read from a status, " (code unknown)" where Flavours gave none that can be read. */
  status: string;
  /** What Flavours says, and no more; nothing where it has reported nothing. */
  reported?: string;
  /** The cause as far as it is known, without the verdict: what Flavours says, or what our own probe found. */
  known: string;
  /** What our own probe says beside it; nothing where there was none, or where it proves nothing. */
  verdict?: VerdictWithAdvice;
  /** `known` and the verdict: what stands first on every surface. */
  sentence: string;
  firstCheck: string;
  steps: readonly Step[];
};

const TEST = 'This is a test alert: nothing is broken.';

/** The story of an incident as it stands. */
export const incidentStory = (incident: Incident): IncidentStory => {
  const known = stories.get(incident);
  if (known) return known;
  const story = storyOf(incident);
  stories.set(incident, story);
  return story;
};

/** Each form of a digest asks several times for each of its incidents, and a long URL takes a while to redact. */
const stories = new WeakMap<Incident, IncidentStory>();

const storyOf = (incident: Incident): IncidentStory => {
  const reportedAdvice = adviceFor(incident.cause, incident.endpoint);
  if (isTestAlert(incident)) return storyOfTest(incident.cause, reportedAdvice);
  const verdict = verdictOf(incident);
  const cause = verdict?.cause ?? incident.cause;
  const advice = cause === incident.cause ? reportedAdvice : adviceFor(cause, incident.endpoint);
  const { firstCheck, steps } = verdict ?? advice;
  const status = statusIn(incident, cause, verdict);
  const reported = withStatus(reportedAdvice.sentence, reportedStatus(incident));
  const known = isFound(incident, verdict) ? withStatus(advice.fact, status) : reported;
  return {
    cause,
    area: advice.area,
    short: advice.short,
    status,
    ...(!isUnreported(incident) && { reported }),
    known,
    ...(verdict && { verdict }),
    sentence: verdict ? `${known} ${verdict.sentence}` : known,
    firstCheck,
    steps,
  };
};

const storyOfTest = (cause: Cause, { area }: Advice): IncidentStory => ({
  cause,
  area,
  short: 'a test alert, nothing is broken',
  status: '',
  known: TEST,
  sentence: TEST,
  firstCheck: 'Say that it has come.',
  steps: [],
});

/** Whether our own probe found the cause itself: then it is a fact, and no longer only what Flavours says. */
const isFound = (incident: Incident, verdict: VerdictWithAdvice | undefined): boolean =>
  verdict === undefined ? isUnreported(incident) : 'seen' in verdict.finding;

const withStatus = (sentence: string, status: string): string => sentence.replace(/\.$/, `${status}.`);

const statusIn = (incident: Incident, cause: Cause, verdict: VerdictWithAdvice | undefined): string => {
  if (cause === incident.cause && !isUnreported(incident)) return reportedStatus(incident);
  const finding = verdict?.finding;
  const status = finding && 'status' in finding ? finding.status : undefined;
  return status !== undefined && causeOf(status) === cause ? ` (HTTP ${status})` : '';
};

/** The status that Flavours' cause was read from, and where Flavours gave no code that can be read, that. */
const reportedStatus = (incident: Incident): string => {
  const { sample, cause, count } = incident;
  if (sample.code === undefined) return count > 0 && !isUnreadable(incident) ? ' (code unknown)' : '';
  const isStatus = sample.code >= 300 && sample.code <= 599;
  return isStatus && causeOf(sample.code) === cause ? ` (HTTP ${sample.code})` : '';
};
