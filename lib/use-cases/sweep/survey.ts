import type { OpenListPage } from '../../adapters/dynamodb/open-list.ts';
import { owedSince } from '../../domain/alerting/due-since.ts';
import { isSettled } from '../../domain/alerting/mark-sent.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { step } from '../../domain/incidents/transition.ts';
import { listedOf } from '../alerting/send-due-alerts.ts';
import type { Closable } from '../incidents/resolve-incident.ts';
import { type TimePasses, timePasses } from '../incidents/time-passes.ts';
import { silencesOf, type Work } from '../runtime/run-context.ts';
import { DuePool } from './due-pool.ts';
import { OpenTally } from './open-tally.ts';

/** What time alone does to an incident; `ends`: it closes it. */
export type TimeDue = { incident: Closable; passing: TimePasses; ends: boolean };
/** An incident that may leave the open list, as it was read. */
export type Settled = Pick<Incident, 'endpointKey' | 'number' | 'version' | 'openedAt' | 'sources'>;

/** What a sweep has seen of the open list, page by page: of no incident more than what is still to be done with it. */
export class Survey {
  readonly pool = new DuePool();
  readonly tally: OpenTally;
  timeDue: TimeDue[] = [];
  settled: Settled[] = [];
  misfit = 0;
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
    this.tally = new OpenTally(work.oncall);
  }

  /** Takes a page of the open list in. */
  async page({ incidents, misfits }: Pick<OpenListPage, 'incidents' | 'misfits'>): Promise<void> {
    for (const error of misfits) {
      this.misfit += 1;
      this.#work.log.error('an incident could not be read', { error });
    }
    const silences = await silencesOf(
      this.#work,
      incidents.map(({ endpointKey }) => endpointKey),
    );
    for (const incident of incidents) {
      this.tally.count(incident);
      this.#see(incident, silences.get(incident.endpointKey));
    }
  }

  /** Takes in incidents that were read by other ways, which the tally must not count again. */
  async also(incidents: readonly Incident[]): Promise<void> {
    const silences = await silencesOf(
      this.#work,
      incidents.map(({ endpointKey }) => endpointKey),
    );
    for (const incident of incidents) this.#list(incident, silences.get(incident.endpointKey));
  }

  #see(incident: Incident, silence: Silence | undefined): void {
    const { oncall, now } = this.#work;
    this.#list(incident, silence);
    const { endpointKey, number, incidentId, lastAt, version, openedAt, sources } = incident;
    const passing = timePasses(incident, silence, oncall, now());
    const after = step(incident, passing, now());
    if (after !== incident)
      this.timeDue.push({
        incident: { endpointKey, number, incidentId, lastAt },
        passing,
        ends: after.state === 'resolved',
      });
    else if (isSettled(incident, silence, oncall, now()))
      this.settled.push({ endpointKey, number, version, openedAt, sources });
  }

  #list(incident: Incident, silence: Silence | undefined): void {
    const { oncall, now } = this.#work;
    const listed = listedOf(incident, silence, oncall, now());
    if (listed) this.pool.add(listed, owedSince(incident, silence, oncall, now())?.getTime());
  }
}
