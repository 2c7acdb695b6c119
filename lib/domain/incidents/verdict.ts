import * as z from 'zod';
import { type Advice, adviceFor } from '../diagnosis/advice.ts';
import { Area, Cause } from '../diagnosis/cause.ts';
import { type Step, seeForYourself } from '../diagnosis/runbook.ts';
import type { NormalStatus } from '../probing/normal-status.ts';
import { causeOfProbe, type Probe, provesFailure } from '../probing/probe.ts';
import { answeredStatus } from '../probing/probe-result.ts';
import { clean } from '../security/plain-text.ts';
import type { Incident } from './incident.ts';

/**
 * What two witnesses say together, Flavours and our own probe. `alike`: a real outage. `differs`: layered or changing.
 * `only-flavours`: over again, or Flavours alone is kept out. `silent`: we fail, and Flavours has not spoken yet.
 */
export const VerdictKind = z.enum(['alike', 'differs', 'only-flavours', 'silent']);
export type VerdictKind = z.infer<typeof VerdictKind>;

export const Verdict = z.object({
  kind: VerdictKind,
  /** How sure we are of it. */
  sure: z.enum(['certain', 'likely', 'possible']),
  sentence: z.string(),
  cause: Cause,
  area: Area,
});
export type Verdict = z.infer<typeof Verdict>;

/** The verdict, with its form for an SMS and what to do first. */
export type Judged = Verdict & { short: string; firstCheck: string; steps: Step[] };

/** Faults that one witness names more exactly than the other. */
const KINDRED: readonly (readonly Cause[])[] = [
  ['tls', 'tls-certificate', 'tls-expired', 'tls-name', 'tls-untrusted', 'origin-tls'],
  ['dns', 'dns-temporary'],
  ['connection', 'connect-timeout', 'unreachable', 'origin'],
  ['timeout', 'connect-timeout', 'gateway-timeout'],
  ['unavailable', 'crashed', 'gateway-timeout', 'origin'],
  ['connection', 'reset'],
];
const SAYS_LITTLE: ReadonlySet<Cause> = new Set(['unknown', 'sender']);

/** Of these the application behind a server that is well may be the reason: our probe never posts an event. */
const OF_THE_APPLICATION: ReadonlySet<Cause> = new Set([
  'crashed',
  'rejected',
  'unauthorized',
  'limits',
  'throttled',
  'method',
  'missing',
  'unsupported',
]);

/** The two witnesses of an incident; nothing where there is but one: no probe, or one that proves nothing. */
export const verdictOf = (incident: Incident): Judged | undefined => {
  const { probe, endpoint, cause: told, count } = incident;
  if (!probe || probe.outcome.kind === 'untested' || probe.outcome.kind === 'refused') return undefined;
  const seen = causeOfProbe(probe);
  const status = answeredStatus(probe);
  if (status !== undefined && status === incident.normalStatus?.status && status >= SERVER_ERROR)
    return count === 0 ? undefined : saysNothing(told, status, incident);
  const fails = provesFailure(probe);
  if (count === 0) return fails || seen ? silent(seen ?? 'unknown', incident) : undefined;
  if (status !== undefined && status >= SERVER_ERROR && !isReported(status, incident, seen))
    return answersError(told, seen ?? 'unknown', status, endpoint);
  if (seen && (fails || seen === told)) {
    return isAlike(told, seen) ? alike(told, seen, fails, endpoint) : differs(told, seen, endpoint);
  }
  return onlyFlavours(told, probe, endpoint);
};

const SERVER_ERROR = 500;

/** Whether a server error that our probe got is what Flavours reports too: the same status, or the same cause without one. */
const isReported = (
  status: number,
  { sample: { code }, cause: told }: Incident,
  seen: Cause | undefined,
): boolean => code === status || ((code === undefined || code < 100 || code > 599) && told === seen);

const isAlike = (told: Cause, seen: Cause): boolean =>
  told === seen ||
  SAYS_LITTLE.has(told) ||
  KINDRED.some((family) => family.includes(told) && family.includes(seen));

const judged = (
  verdict: Omit<Verdict, 'area'> & { short: string },
  endpoint: string | undefined,
  first: readonly Step[] = [],
): Judged => {
  const { area, firstCheck, steps }: Advice = adviceFor(verdict.cause, endpoint);
  return { ...verdict, area, firstCheck: first[0]?.text ?? firstCheck, steps: [...first, ...steps] };
};

const alike = (told: Cause, seen: Cause, fails: boolean, endpoint: string | undefined): Judged =>
  judged(
    {
      kind: 'alike',
      sure: fails && !SAYS_LITTLE.has(told) ? 'certain' : 'likely',
      sentence: SAYS_LITTLE.has(told)
        ? `A real outage: our own probe fails too, and names the cause: ${shortOf(seen)}.`
        : fails
          ? 'A real outage: Flavours and our own probe fail alike.'
          : 'Not Flavours alone: our own probe gets the same answer.',
      cause: seen,
      short: 'We see it too',
    },
    endpoint,
  );

const differs = (told: Cause, seen: Cause, endpoint: string | undefined): Judged =>
  judged(
    {
      kind: 'differs',
      sure: 'likely',
      sentence: `Two faults, or a changing one: Flavours says "${shortOf(told)}", our own probe finds "${shortOf(seen)}". Mend first what the probe finds.`,
      cause: seen,
      short: `We see: ${shortOf(seen)}`,
    },
    endpoint,
  );

/**
 * Some endpoints that take POSTs answer every GET with an error: an application that reads a body that is not there, or a
 * firewall that turns away who it does not know. So an error that Flavours does not report proves little.
 */
const answersError = (told: Cause, seen: Cause, status: number, endpoint: string | undefined): Judged => {
  const isKindred = isAlike(told, seen);
  return judged(
    {
      kind: isKindred ? 'alike' : 'differs',
      sure: isKindred && !SAYS_LITTLE.has(told) ? 'likely' : 'possible',
      sentence: isKindred
        ? `Probably a real outage: our own probe is answered ${status}, much like what Flavours reports. Unless it answers so to every GET.`
        : `Flavours says "${shortOf(told)}", and our own probe, a bare GET, is answered ${status}: a second fault, or what it answers to every GET.`,
      cause: isKindred ? seen : told,
      short: `It answers us with ${status}`,
    },
    endpoint,
    isKindred
      ? []
      : [
          {
            text: `Does it answer a GET with ${status} while it works? Then close it with "It works and always answers ${status}".`,
          },
        ],
  );
};

/** What it always answers is no second witness: neither of an outage nor of its end. */
const saysNothing = (told: Cause, status: number, { endpoint, normalStatus }: Incident): Judged =>
  judged(
    {
      kind: 'only-flavours',
      sure: 'possible',
      sentence: `Our own probe says nothing of it: the server is up and answers ${status}, as it always does${learnedFrom(normalStatus)}. Only Flavours' report counts.`,
      cause: told,
      short: `It answers us ${status} as always`,
    },
    endpoint,
  );

const learnedFrom = (normal: NormalStatus | undefined): string =>
  normal?.learnedFrom === 'person' && normal.by !== undefined
    ? ` (says ${clean(normal.by)})`
    : normal?.learnedFrom === 'oncall'
      ? ' (says oncall.yml)'
      : '';

const onlyFlavours = (told: Cause, probe: Probe, endpoint: string | undefined): Judged => {
  const { answer, ms } = probe;
  const answered = `answered our probe${answer ? ` with ${answer.status}` : ''} in ${ms} ms${answer?.incomplete ? ', though not to the end' : ''}`;
  return OF_THE_APPLICATION.has(told)
    ? judged(
        {
          kind: 'only-flavours',
          sure: 'likely',
          sentence: `The server is up: it ${answered}. Only events fail (we never post any), or Flavours alone is refused, or it is over.`,
          cause: told,
          short: 'Server answers us',
        },
        endpoint,
      )
    : judged(
        {
          kind: 'only-flavours',
          sure: 'possible',
          sentence: `It ${answered}: either it is over, or only Flavours is kept out (firewall, allow-list, slower than its time-out).`,
          cause: told,
          short: 'It answers us: over, or only Flavours is blocked',
        },
        endpoint,
        [
          {
            text: 'Look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.',
          },
          seeForYourself(endpoint),
        ],
      );
};

const silent = (seen: Cause, { endpoint, reopenedFrom }: Incident): Judged =>
  judged(
    {
      kind: 'silent',
      sure: 'likely',
      sentence:
        reopenedFrom === undefined
          ? `About to lose events: our own probe fails (${shortOf(seen)}), and Flavours has reported nothing yet.`
          : `Incident ${reopenedFrom} was closed by hand, but our own probe still fails (${shortOf(seen)}). This is said once: close it again, and our probes wait until they have seen it work.`,
      cause: seen,
      short: 'Not reported by Flavours yet',
    },
    endpoint,
  );

const shortOf = (cause: Cause): string => adviceFor(cause, undefined).short;
