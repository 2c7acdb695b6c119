import { byRank, type Listed } from '../alerting/send-due-alerts.ts';

type Owing = Listed & { since: number | undefined };

/**
 * The due alerts of the incidents seen so far, most urgent first. It holds ids and ranks, not incidents, so that tens
 * of thousands fit into a function's memory. `since`: from when an email is due, or what is for machines alone, in ms.
 */
export class DuePool {
  readonly #email = new Map<string, Owing>();
  readonly #sms = new Map<string, Owing>();
  readonly #machines = new Map<string, Owing>();
  readonly #selfTests = new Map<string, Owing>();
  readonly #tried = new Map<string, Owing>();

  /** Adds an incident; seen again, it replaces its earlier entry. */
  add(listed: Listed, since: number | undefined): void {
    const { incidentId } = listed.incident;
    const owing = { ...listed, since };
    if (listed.turn === 'self-test') {
      this.#selfTests.set(incidentId, owing);
      return;
    }
    for (const [pool, due] of [
      [this.#email, listed.due.email],
      [this.#sms, listed.due.sms],
      [this.#machines, listed.due.machines],
    ] as const)
      if (due) pool.set(incidentId, owing);
      else pool.delete(incidentId);
  }

  get emails(): number {
    return this.#email.size;
  }

  get isEmpty(): boolean {
    return this.#sms.size === 0 && !this.hasMore;
  }

  /** Whether anything is left but SMS, of which one sweep sends one. */
  get hasMore(): boolean {
    return this.#email.size > 0 || this.#machines.size > 0;
  }

  /** How many incidents that still fail have an SMS due. */
  get smsOfFailing(): number {
    return [...this.#sms.values()].filter(({ rank }) => rank[0] === 0).length;
  }

  /** Takes out the `most` most urgent that are due by email. */
  takeEmails(most: number): Listed[] {
    return this.#tries(take(this.#email, most));
  }

  /** Takes out the `most` most urgent that are due to machines alone. */
  takeForMachines(most: number): Listed[] {
    return this.#tries(take(this.#machines, most));
  }

  /** Takes out all test alerts: somebody is waiting for them at a screen. */
  takeTests(): { byEmail: Listed[]; bySms: Listed[] } {
    const isTest = (one: Owing): boolean => one.turn === 'test';
    return {
      byEmail: this.#tries(take(this.#email, Infinity, isTest)),
      bySms: take(this.#sms, Infinity, isTest),
    };
  }

  /** Takes out all self-tests: for them nobody waits, and no alarm says that one is overdue but that of the function that waits. */
  takeSelfTests(): Listed[] {
    return take(this.#selfTests, Infinity);
  }

  #tries(taken: Owing[]): Owing[] {
    for (const one of taken) this.#tried.set(one.incident.incidentId, one);
    return taken;
  }

  /** Takes out the `most` most urgent that are due by SMS. */
  takeSms(most: number): Listed[] {
    return take(this.#sms, most);
  }

  /** All that are or were due by email or to machines alone, longest due first, and whether sending was attempted. */
  longestFirst(): { incident: Listed['incident']; since: number; isTried: boolean }[] {
    const untried = new Map([...this.#machines, ...this.#email]);
    const all = [
      ...[...this.#tried.values()].filter(({ incident }) => !untried.has(incident.incidentId)),
      ...untried.values(),
    ];
    return all
      .flatMap(({ incident, since }) =>
        since === undefined ? [] : [{ incident, since, isTried: !untried.has(incident.incidentId) }],
      )
      .toSorted((one, other) => one.since - other.since);
  }
}

const take = (
  from: Map<string, Owing>,
  most: number,
  isWanted: (one: Owing) => boolean = () => true,
): Owing[] => {
  const taken = [...from.values()].filter(isWanted).toSorted(byRank).slice(0, most);
  for (const { incident } of taken) from.delete(incident.incidentId);
  return taken;
};
