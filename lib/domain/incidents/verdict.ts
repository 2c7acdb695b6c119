import * as z from 'zod';
import { adviceFor } from '../diagnosis/advice.ts';
import { Area, Cause } from '../diagnosis/cause.ts';
import { lookForBlock, type Step, seeForYourself, withoutRepeats } from '../diagnosis/runbook.ts';
import type { Incident } from './incident.ts';
import { isDrill } from './test-alert.ts';
import { type Finding, findingOf } from './verdict-finding.ts';
import { saidOf, shortOf } from './verdict-words.ts';

/**
 * What two witnesses say together, Flavours and our own probe. `alike`: a real outage. `differs`: layered or changing.
 * `only-flavours`: over again, or Flavours alone is kept out, or our probe proves nothing. `silent`: we fail, and Flavours
 * has not spoken yet.
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

/** The verdict with what it rests on, with its form for an SMS, and with what to do first. */
export type Judged = Verdict & { finding: Finding; short: string; firstCheck: string; steps: Step[] };

/** The two witnesses of an incident; nothing where there is but one: no probe, or one that proves nothing. */
export const verdictOf = (incident: Incident): Judged | undefined => {
  // Our good probes closed it, so they say nothing of why it failed.
  if (isDrill(incident) || incident.resolution === 'probes') return undefined;
  const finding = findingOf(incident);
  return finding && judged(finding, incident);
};

const judged = (finding: Finding, { cause: told, endpoint }: Incident): Judged => {
  const { kind, sure } = GRADES[finding.is];
  const cause = 'seen' in finding ? finding.seen : told;
  const { area, firstCheck, steps } = adviceFor(cause, endpoint);
  const first = firstSteps(finding, endpoint);
  return {
    kind: 'isKindred' in finding && finding.isKindred ? 'alike' : kind,
    sure: 'isKindred' in finding && finding.isKindred && !finding.isVague ? 'likely' : sure,
    sentence: saidOf(finding),
    cause,
    area,
    finding,
    short: shortOf(finding),
    firstCheck: first[0]?.text ?? firstCheck,
    steps: withoutRepeats([...first, ...steps]),
  };
};

/** What each finding proves. */
const GRADES: Record<Finding['is'], Pick<Verdict, 'kind' | 'sure'>> = {
  'same-failure': { kind: 'alike', sure: 'certain' },
  'names-cause': { kind: 'alike', sure: 'likely' },
  'same-answer': { kind: 'alike', sure: 'likely' },
  'other-failure': { kind: 'differs', sure: 'likely' },
  unexpected: { kind: 'differs', sure: 'likely' },
  'error-to-get': { kind: 'differs', sure: 'possible' },
  'as-always': { kind: 'only-flavours', sure: 'possible' },
  'bare-refusal': { kind: 'only-flavours', sure: 'possible' },
  recovering: { kind: 'only-flavours', sure: 'likely' },
  'server-up': { kind: 'only-flavours', sure: 'likely' },
  succeeds: { kind: 'only-flavours', sure: 'possible' },
  unreported: { kind: 'silent', sure: 'likely' },
  reopened: { kind: 'silent', sure: 'likely' },
};

const firstSteps = (finding: Finding, endpoint: string | undefined): Step[] => {
  switch (finding.is) {
    case 'error-to-get':
      return finding.isKindred
        ? []
        : [
            {
              text: `Does it answer a GET with ${finding.status} while it works? Then close it with "It works and always answers ${finding.status}".`,
            },
          ];
    case 'succeeds':
      return [lookForBlock(), seeForYourself(endpoint)];
    case 'recovering':
      return [seeForYourself(endpoint)];
    default:
      return [];
  }
};
