import type { Step } from '../../domain/diagnosis/runbook.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { incidentStory } from '../../domain/incidents/story.ts';
import type { Finding } from '../../domain/incidents/verdict-finding.ts';
import { HIDDEN } from '../../domain/security/redact.ts';
import { CAUSES } from './phrases/causes.ts';
import { STEP_PHRASES, STEPS } from './phrases/steps.ts';
import { KNOWN, VERDICTS } from './phrases/verdicts.ts';
import { isolatedLtr, say } from './say.ts';

/** The verdict of an incident in Arabic: the cause, how it is known, and what our own probe says beside it. */
export const arabicVerdict = (incident: Incident): string => {
  const { cause, status, known, reported, verdict } = incidentStory(incident);
  const values = { cause: CAUSES[cause], status: statusInArabic(status) };
  const phrase = known === reported && isSaidByFlavours(cause) ? KNOWN.reported.ar : KNOWN.found.ar;
  const first = phrase.replace('{cause}', values.cause).replace('{status}', values.status);
  return verdict ? `${first} ${arabicFinding(verdict.finding)}` : first;
};

/** These speak of Flavours themselves. */
const isSaidByFlavours = (cause: Incident['cause']): boolean =>
  cause !== 'unknown' && cause !== 'unreadable' && cause !== 'flood';

/** " (HTTP 503)" as one piece from left to right. */
const statusInArabic = (status: string): string => {
  const code = /HTTP \d+/.exec(status)?.[0];
  if (code !== undefined) return ` (${isolatedLtr(code)})`;
  return status === '' ? '' : KNOWN.codeUnknown.ar;
};

const arabicFinding = (finding: Finding): string => {
  switch (finding.is) {
    case 'other-failure':
      return say('ar', VERDICTS[finding.is], { cause: CAUSES[finding.reported] });
    case 'unexpected':
      return say('ar', VERDICTS[finding.is], { status: finding.status, expected: finding.expected });
    case 'error-to-get':
    case 'as-always':
    case 'bare-refusal':
      return say('ar', VERDICTS[finding.is], { status: finding.status });
    case 'reopened':
      return say('ar', VERDICTS[finding.is], { from: finding.from });
    case 'same-failure':
    case 'names-cause':
    case 'same-answer':
    case 'recovering':
    case 'server-up':
    case 'succeeds':
    case 'unreported':
      return say('ar', VERDICTS[finding.is], {});
    default:
      return finding satisfies never;
  }
};

/** Steps in Arabic; their commands are the same. One that nobody has translated yet stays as it is rather than be missing. */
export const arabicSteps = (steps: readonly Step[]): Step[] =>
  steps.map((step) => ({ ...step, text: arabicStep(step.text) }));

const HIDDEN_PART = `; put what is hidden in the place of each ${HIDDEN}:`;
const byStem = new Map(Object.entries(STEPS).map(([en, ar]) => [stemOf(en), ar]));

/** A step's text without the sign at its end, which depends on whether a command follows. */
function stemOf(text: string): string {
  return text.replace(/[.:]$/, '');
}

const arabicStep = (text: string): string => {
  if (text.endsWith(HIDDEN_PART))
    return `${stemOf(arabicStep(text.slice(0, -HIDDEN_PART.length)))}${say('ar', STEP_PHRASES.hidden, { sign: HIDDEN })}`;
  const status = /^Does it answer a GET with (\d+) while it works\?/.exec(text)?.[1];
  if (status !== undefined) return say('ar', STEP_PHRASES.always, { status: Number(status) });
  const known = byStem.get(stemOf(text));
  if (known === undefined) return text;
  return /[؟?]$/.test(known) ? known : `${stemOf(known)}${text.endsWith(':') ? ':' : '.'}`;
};
