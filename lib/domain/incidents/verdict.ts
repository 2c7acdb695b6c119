import * as z from 'zod';
import { adviceFor } from '../diagnosis/advice.ts';
import { Area, Cause } from '../diagnosis/cause.ts';
import { lookForBlock, type Step, seeForYourself, withoutRepeats } from '../diagnosis/runbook.ts';
import type { Incident } from './incident.ts';
import { isTestAlert } from './test-alert.ts';
import { type Finding, findingOf } from './verdict-finding.ts';
import { outputOf, shortOf } from './verdict-words.ts';

/**
 * What Flavours' report and our own probe say together. `confirmed`: both fail alike. `conflicting`: both fail,
 * differently. `unconfirmed`: only Flavours reports a failure. `unreported`: only our probe fails.
 */
export const VerdictKind = z.enum(['confirmed', 'conflicting', 'unconfirmed', 'unreported']);
export type VerdictKind = z.infer<typeof VerdictKind>;

export const Verdict = z.object({
  kind: VerdictKind,
  /** How sure we are of it. */
  confidence: z.enum(['certain', 'likely', 'possible']),
  sentence: z.string(),
  cause: Cause,
  area: Area,
});
export type Verdict = z.infer<typeof Verdict>;

/** The verdict with what it rests on, with its form for an SMS, and with what to do first. */
export type VerdictWithAdvice = Verdict & {
  finding: Finding;
  short: string;
  firstCheck: string;
  steps: Step[];
};

/** The verdict on an incident; undefined without a probe, or with one that proves nothing. */
export const verdictOf = (incident: Incident): VerdictWithAdvice | undefined => {
  // Our good probes closed it, so they say nothing of why it failed.
  if (isTestAlert(incident) || incident.resolution === 'probes') return undefined;
  const finding = findingOf(incident);
  return finding && withAdvice(finding, incident);
};

const withAdvice = (finding: Finding, { cause: reported, endpoint }: Incident): VerdictWithAdvice => {
  const { kind, confidence } = GRADES[finding.is];
  const cause = 'seen' in finding ? finding.seen : reported;
  const { area, firstCheck, steps } = adviceFor(cause, endpoint);
  const first = firstSteps(finding, endpoint);
  return {
    kind: 'isKindred' in finding && finding.isKindred ? 'confirmed' : kind,
    confidence: 'isKindred' in finding && finding.isKindred && !finding.isVague ? 'likely' : confidence,
    sentence: outputOf(finding),
    cause,
    area,
    finding,
    short: shortOf(finding),
    firstCheck: first[0]?.text ?? firstCheck,
    steps: withoutRepeats([...first, ...steps]),
  };
};

/** What each finding proves. */
const GRADES: Record<Finding['is'], Pick<Verdict, 'kind' | 'confidence'>> = {
  'same-failure': { kind: 'confirmed', confidence: 'certain' },
  'names-cause': { kind: 'confirmed', confidence: 'likely' },
  'same-answer': { kind: 'confirmed', confidence: 'likely' },
  'other-failure': { kind: 'conflicting', confidence: 'likely' },
  unexpected: { kind: 'conflicting', confidence: 'likely' },
  'error-to-get': { kind: 'conflicting', confidence: 'possible' },
  'as-always': { kind: 'unconfirmed', confidence: 'possible' },
  'bare-refusal': { kind: 'unconfirmed', confidence: 'possible' },
  recovering: { kind: 'unconfirmed', confidence: 'likely' },
  'server-up': { kind: 'unconfirmed', confidence: 'likely' },
  succeeds: { kind: 'unconfirmed', confidence: 'possible' },
  unreported: { kind: 'unreported', confidence: 'likely' },
  reopened: { kind: 'unreported', confidence: 'likely' },
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
