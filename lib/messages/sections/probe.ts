import type { Incident } from '../../domain/incidents/incident.ts';
import { type Probe, Stage } from '../../domain/probing/probe.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { FACTS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { clockToSecondIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import type { Context } from './message.ts';

/** What our own probe saw: when, how far it came, and how long each stage took. */
export const probeRow = ({ probe }: Incident, context: Context): string[] => {
  if (!probe) return [];
  const { language } = context.oncall;
  const { outcome, answer, ms } = probe;
  const at = clockToSecondIn(context, Date.parse(probe.at));
  const when = { at, ms, stages: stagesOf(probe) };
  switch (outcome.kind) {
    case 'refused':
      return [say(language, FACTS.notAllowed, {})];
    case 'untested':
      return [say(language, FACTS.notTested, { at, what: clean(outcome.code) })];
    case 'failed':
      return [
        say(language, FACTS.failed, {
          stage: outcome.stage.toUpperCase(),
          code: clean(outcome.code),
          ...when,
        }),
      ];
    case 'answered': {
      const status = answer?.status ?? '?';
      return [
        say(language, answer?.incomplete ? FACTS.answeredInPart : FACTS.answered, { status, ...when }),
        ...(answer?.redirectsTo ? [say(language, FACTS.redirectsTo, {}), shownText(answer.redirectsTo)] : []),
      ];
    }
    default:
      return outcome satisfies never;
  }
};

/** How far it got, and how long each stage took. */
export const seen = (probe: Probe): string => {
  const { outcome } = probe;
  switch (outcome.kind) {
    case 'refused':
      return 'we did not look: probes go to public addresses only.';
    case 'untested':
      return `we could not test it: our own DNS or network is in the way (${clean(outcome.code)}).`;
    case 'failed':
      return `failed at ${outcome.stage.toUpperCase()} (${clean(outcome.code)}) after ${probe.ms} ms${times(probe)}`;
    case 'answered':
      return `HTTP ${probe.answer?.status ?? '?'} to GET in ${probe.ms} ms${leads(probe)}${end(probe)}${times(probe)}`;
    default:
      return outcome satisfies never;
  }
};

const end = ({ answer }: Probe): string =>
  answer?.incomplete ? `, without the end of the answer (${clean(answer.incomplete)})` : '';

const leads = ({ answer }: Probe): string =>
  answer?.redirectsTo ? `, redirected to ${shownText(answer.redirectsTo)}` : '';

/** "DNS 12, TCP 31" */
const stagesOf = ({ stages }: Probe): string =>
  Stage.options
    .flatMap((stage) => (stages[stage] === undefined ? [] : [`${stage.toUpperCase()} ${stages[stage]}`]))
    .join(', ');

const times = (probe: Probe): string => {
  const stages = stagesOf(probe);
  return stages.includes(',') ? ` (${stages}).` : '.';
};
