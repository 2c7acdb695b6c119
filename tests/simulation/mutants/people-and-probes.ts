import { change, type Mutant } from './mutant.ts';

const DUE = 'lib/domain/alerting/due-alerts.ts';
const SUPPRESSED = "if (incident.state === 'acknowledged' || isMuted(incident, silence, oncall, now)) {";

/** Safeguards that people and probes depend on. */
export const PEOPLE_AND_PROBES: readonly Mutant[] = [
  {
    name: 'people are woken by acknowledged incidents',
    changes: [change(DUE, SUPPRESSED, 'if (isMuted(incident, silence, oncall, now)) {')],
    by: /nobody is woken/,
  },
  {
    name: 'people are woken by silenced incidents',
    changes: [change(DUE, SUPPRESSED, "if (incident.state === 'acknowledged') {")],
    by: /nobody is woken/,
  },
  {
    name: 'an acknowledgement never expires',
    changes: [
      change(
        'lib/domain/incidents/time-effect.ts',
        'now.getTime() >= Date.parse(acknowledgedUntil ?? openedAt)',
        'now.getTime() >= Date.parse(acknowledgedUntil ?? openedAt) * 2',
      ),
    ],
    by: /^3 what nobody acknowledges|^3 the state of an incident/,
  },
  {
    name: 'the second level is never alerted',
    changes: [
      change(
        'lib/domain/alerting/escalation.ts',
        'due: 1 + oncall.escalationMinutes.filter(isDue).length',
        'due: 1 + 0 * Number(isDue(0))',
      ),
    ],
    by: /^3 what nobody acknowledges/,
  },
  {
    name: 'what a person did is announced to nobody',
    changes: [change(DUE, 'if (!last) return undefined;', 'return undefined;')],
    by: /^3 the state of an incident/,
  },
  {
    name: 'probes resolve without a quiet time',
    changes: [
      change(
        'lib/domain/incidents/auto-resolve.ts',
        'if (now.getTime() - failedMs < quietMs) return undefined;',
        'void quietMs;',
      ),
    ],
    by: /that probes closed/,
  },
  {
    name: 'probes resolve after one success',
    changes: [
      change(
        'lib/domain/incidents/auto-resolve.ts',
        'if (!first || !last || Date.parse(last.at) - Date.parse(first.at) < apartMs) return undefined;',
        'if (!first || !last || apartMs < 0) return undefined;',
      ),
    ],
    by: /that probes closed/,
  },
  {
    name: 'probes resolve what they never saw fail',
    changes: [
      change(
        'lib/domain/incidents/auto-resolve.ts',
        'if (incident.probeFailedAt === undefined) return undefined;\n',
        '',
      ),
      change(
        'lib/domain/incidents/auto-resolve.ts',
        "Math.max(...failures, Date.parse(probeFailedAt ?? ''));",
        'Math.max(0, ...failures, Date.parse(probeFailedAt ?? new Date(0).toISOString()));',
      ),
    ],
    by: /that probes closed/,
  },
  {
    name: 'the loss window ends with the first good probe, whatever comes after it',
    changes: [change('lib/domain/incidents/auto-resolve.ts', 'firstGoodMs >= lastMs\n', 'firstGoodMs > 0\n')],
    by: /loss window holds/,
  },
  {
    name: 'probes reopen what a person closed, though they never saw it work',
    changes: [
      change(
        'lib/domain/incidents/open-from-probes.ts',
        'if (isNew || (isConfigured && !previous)) return { results };',
        'if (isNew || previous) return { results };',
      ),
    ],
    by: /only what they have seen work/,
  },
  {
    name: 'what a person stopped is still monitored',
    changes: [
      change(
        'lib/adapters/dynamodb/commit-monitor-action.ts',
        "...(ended ? ['monitored', 'nextProbeAt'] : []),",
        "...(ended && !monitor ? ['monitored'] : []),",
      ),
    ],
    by: /not probed until it is reported/,
  },
  {
    name: 'one failed probe opens an incident',
    changes: [
      change('lib/domain/incidents/open-from-probes.ts', 'const IN_A_ROW = 3;', 'const IN_A_ROW = 1;'),
    ],
    by: /by three failed probes/,
  },
];
