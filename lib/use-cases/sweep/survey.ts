import type { OpenListPage } from '../../adapters/dynamodb/open-list.ts';
import { owedSince } from '../../domain/alerting/due-since.ts';
import { settledList } from '../../domain/alerting/mark-sent.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { effectOfTime } from '../../domain/incidents/time-effect.ts';
import { type DueIncident, withDue } from '../alerting/due-incident.ts';
import { listedOf } from '../alerting/send-due-alerts.ts';
import type { Closable } from '../incidents/resolve-incident.ts';
import { type TimePasses, timePasses } from '../incidents/time-passes.ts';
import type { Work } from '../runtime/run-context.ts';
import { DuePool } from './due-pool.ts';
import { OpenTally } from './open-tally.ts';

/** What time alone does to an incident; `ends`: it closes it. */
export type TimeDue = { incident: Closable; passing: TimePasses; ends: boolean };
/** An incident that may leave the open list, as it was read, and the list it goes to. */
export type Settled = Pick<Incident, 'endpointKey' | 'number' | 'version' | 'shelf'>;

/** What a sweep has seen of the open list, page by page: of no incident more than what is still to be done with it. */
export class Survey {
  readonly pool = new DuePool();
  readonly tally: OpenTally;
  timeDue: TimeDue[] = [];
  misfit = 0;
  readonly #settled = new Map<string, Settled>();
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
    this.tally = new OpenTally(work.oncall);
  }

  /** What is over and of which nothing is due any more, each as it was seen last. */
  get settled(): Settled[] {
    return [...this.#settled.values()];
  }

  /** Takes a page of the open list in. */
  async page({ incidents, misfits }: Pick<OpenListPage, 'incidents' | 'misfits'>): Promise<void> {
    for (const error of misfits) {
      this.misfit += 1;
      this.#work.log.error('an incident could not be read', { error });
    }
    for (const one of await withDue(this.#work, incidents)) {
      this.tally.count(one.incident);
      this.#list(one);
      this.#seeTime(one);
    }
  }

  /** Takes in incidents that were read by other ways, or have just changed, which the tally must not count again. */
  async also(incidents: readonly Incident[]): Promise<void> {
    for (const one of await withDue(this.#work, incidents)) this.#list(one);
  }

  #list(one: DueIncident): void {
    const { incident, silence } = one;
    const { oncall, now } = this.#work;
    const listed = listedOf(one, oncall);
    if (listed) this.pool.add(listed, owedSince(incident, silence, oncall, now())?.getTime());
    const shelf = settledList(incident, silence, oncall, now());
    const { endpointKey, number, incidentId, version } = incident;
    if (shelf === undefined) this.#settled.delete(incidentId);
    else this.#settled.set(incidentId, { endpointKey, number, version, shelf });
  }

  #seeTime({ incident, silence }: DueIncident): void {
    const { oncall, now } = this.#work;
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
