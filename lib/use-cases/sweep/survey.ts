import type { OpenListPage } from '../../adapters/dynamodb/open-list.ts';
import { dueSince } from '../../domain/alerting/due-since.ts';
import { settledList } from '../../domain/alerting/mark-sent.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { effectOfTime } from '../../domain/incidents/time-effect.ts';
import { type DueIncident, withDue } from '../alerting/due-incident.ts';
import { listedOf } from '../alerting/send-due-alerts.ts';
import type { Closable } from '../incidents/resolve-incident.ts';
import { type TimePasses, timePasses } from '../incidents/time-passes.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { DuePool } from './due-pool.ts';
import { OpenTally } from './open-tally.ts';

/** What time alone causes for an incident; `ends`: it closes it. */
export type TimeDue = { incident: Closable; passing: TimePasses; ends: boolean };
/** An incident that may be archived, as it was read. */
export type Settled = Pick<Incident, 'endpointKey' | 'number' | 'version' | 'listName'>;

/** What a sweep has seen of the open list, page by page: for each incident only what is still to be done. */
export class Survey {
  readonly pool = new DuePool();
  readonly tally: OpenTally;
  timeDue: TimeDue[] = [];
  invalidItem = 0;
  readonly #settled = new Map<string, Settled>();
  readonly #run: RunContext;

  constructor(run: RunContext) {
    this.#run = run;
    this.tally = new OpenTally(run.oncall);
  }

  /** What is over and of which nothing is due any more, each as it was seen last. */
  get settled(): Settled[] {
    return [...this.#settled.values()];
  }

  /** Adds a page of the open list. */
  async page({ incidents, invalidItems }: Pick<OpenListPage, 'incidents' | 'invalidItems'>): Promise<void> {
    for (const error of invalidItems) {
      this.invalidItem += 1;
      this.#run.log.error('an incident could not be read', { error });
    }
    for (const one of await withDue(this.#run, incidents)) {
      this.tally.count(one.incident);
      this.#list(one);
      this.#seeTime(one);
    }
  }

  /** Adds incidents that were read elsewhere, which must not be counted a second time. */
  async also(incidents: readonly Incident[]): Promise<void> {
    for (const one of await withDue(this.#run, incidents)) this.#list(one);
  }

  #list(one: DueIncident): void {
    const { incident, silence } = one;
    const { oncall, now } = this.#run;
    const listed = listedOf(one, oncall);
    if (listed) this.pool.add(listed, dueSince(incident, silence, oncall, now())?.getTime());
    const listName = settledList(incident, silence, oncall, now());
    const { endpointKey, number, incidentId, version } = incident;
    if (listName === undefined) this.#settled.delete(incidentId);
    else this.#settled.set(incidentId, { endpointKey, number, version, listName });
  }

  #seeTime({ incident, silence }: DueIncident): void {
    const { oncall, now } = this.#run;
    const passing = timePasses(incident, silence, oncall, now());
    const effect = effectOfTime(incident, passing, now());
    const { endpointKey, number, incidentId, lastAt } = incident;
    if (effect)
      this.timeDue.push({
        incident: { endpointKey, number, incidentId, lastAt },
        passing,
        ends: effect.kind === 'ends',
      });
  }
}
