import { byRank, type Listed } from '../alerting/send-due-alerts.ts';

type Owing = Listed & { since: number | undefined };

/**
 * The due alerts of the incidents seen so far, most urgent first. It holds ids and ranks, not incidents, so that tens
 * of thousands fit into a function's memory. `since`: from when an email is due, in ms.
 */
export class DuePool {
  readonly #email = new Map<string, Owing>();
  readonly #sms = new Map<string, Owing>();
  readonly #tried = new Map<string, Owing>();

  /** Adds an incident; seen again, it replaces its earlier entry. */
  add(listed: Listed, since: number | undefined): void {
    const { incidentId } = listed.incident;
    const owing = { ...listed, since };
    if (listed.due.email) this.#email.set(incidentId, owing);
    else this.#email.delete(incidentId);
    if (listed.due.sms) this.#sms.set(incidentId, owing);
    else this.#sms.delete(incidentId);
  }

  get emails(): number {
    return this.#email.size;
  }

  get isEmpty(): boolean {
    return this.#email.size === 0 && this.#sms.size === 0;
  }

  /** How many incidents that still fail have an SMS due. */
  get smsOfFailing(): number {
    return [...this.#sms.values()].filter(({ rank }) => rank[0] === 0).length;
  }

  /** Takes out the `most` most urgent that are due by email. */
  takeEmails(most: number): Listed[] {
    return this.#tries(take(this.#email, most));
  }

  /** Takes out all test alerts: somebody is waiting for them at a screen. */
  takeTests(): { byEmail: Listed[]; bySms: Listed[] } {
    const isTest = (one: Owing): boolean => one.isTest;
    return {
      byEmail: this.#tries(take(this.#email, Infinity, isTest)),
      bySms: take(this.#sms, Infinity, isTest),
    };
  }

  #tries(taken: Owing[]): Owing[] {
    for (const one of taken) this.#tried.set(one.incident.incidentId, one);
    return taken;
  }

  /** Takes out the `most` most urgent that are due by SMS. */
  takeSms(most: number): Listed[] {
    return take(this.#sms, most);
  }

  /** All that are or were due by email, longest due first, and whether sending was attempted. */
  longestFirst(): { incident: Listed['incident']; since: number; isTried: boolean }[] {
    const all = [
      ...[...this.#tried.values()].filter(({ incident }) => !this.#email.has(incident.incidentId)),
      ...this.#email.values(),
    ];
    return all
      .flatMap(({ incident, since }) =>
        since === undefined ? [] : [{ incident, since, isTried: !this.#email.has(incident.incidentId) }],
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
