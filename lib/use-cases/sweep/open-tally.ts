import { isCapped } from '../../domain/alerting/open-limit.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';

/** Counts each source's open incidents that count towards its cap, and notes which sources have a flood. */
export class OpenTally {
  open = 0;
  readonly bySource = new Map<string, number>();
  readonly flooding = new Set<string>();
  readonly #oncall: RuntimeOncallConfig;

  constructor(oncall: RuntimeOncallConfig) {
    this.#oncall = oncall;
  }

  count(incident: Incident): void {
    if (incident.state === 'resolved') return;
    if (!isTestAlert(incident)) this.open += 1;
    const source = incident.source ?? Object.keys(incident.sources)[0];
    if (source === undefined) return;
    if (incident.flood) this.flooding.add(source);
    else if (isCapped(incident, this.#oncall))
      this.bySource.set(source, (this.bySource.get(source) ?? 0) + 1);
  }
}
