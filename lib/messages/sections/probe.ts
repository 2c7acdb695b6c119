import type { Incident } from '../../domain/incidents/incident.ts';
import { type Probe, Stage } from '../../domain/probing/probe.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { row } from '../text/layout.ts';
import { shownText } from '../text/plain-text.ts';
import { clockTime } from '../text/time.ts';

/** What our own probe saw, in one row: when, how far it came, and how long each stage took. */
export const seenRow = ({ probe }: Incident, now: number, timeZone: string): string[] =>
  probe ? row('Probe', `${clockTime(Date.parse(probe.at), now, timeZone)}: ${seen(probe)}`) : [];

/** How far it came, and how long each stage took. */
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

const times = ({ stages }: Probe): string => {
  const known = Stage.options.flatMap((stage) => {
    const ms = stages[stage];
    return ms === undefined ? [] : [`${stage.toUpperCase()} ${ms}`];
  });
  return known.length > 1 ? ` (${known.join(', ')}).` : '.';
};
