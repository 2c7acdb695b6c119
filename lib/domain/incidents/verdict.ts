import * as z from 'zod';
import { type Advice, adviceFor } from '../diagnosis/advice.ts';
import { Area, Cause } from '../diagnosis/cause.ts';
import { type Step, seeForYourself } from '../diagnosis/runbook.ts';
import { causeOfProbe, type Probe, provesFailure } from '../probing/probe.ts';
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
  const fails = provesFailure(probe);
  if (count === 0) return fails || seen ? silent(seen ?? 'unknown', endpoint) : undefined;
  if (seen && (fails || seen === told)) {
    return isAlike(told, seen) ? alike(told, seen, fails, endpoint) : differs(told, seen, endpoint);
  }
  return onlyFlavours(told, probe, endpoint);
};

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

const silent = (seen: Cause, endpoint: string | undefined): Judged =>
  judged(
    {
      kind: 'silent',
      sure: 'likely',
      sentence: `About to lose events: our own probe fails (${shortOf(seen)}), and Flavours has reported nothing yet.`,
      cause: seen,
      short: 'Not reported by Flavours yet',
    },
    endpoint,
  );

const shortOf = (cause: Cause): string => adviceFor(cause, undefined).short;
