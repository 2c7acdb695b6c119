import { MARK_LIMIT } from '../../adapters/dynamodb/commit-sent-alerts.ts';
import { SINGLY, SMS_DIGEST, sendBatch } from '../alerting/send-due-alerts.ts';
import type { RunContext } from '../runtime/run-context.ts';
import type { Survey } from './survey.ts';
import type { Walk } from './walk.ts';

/** How long the open list is read before the first alert goes out, and between alerts while reading continues. */
const FIRST_READ_MS = 1500;
const READ_MS = 2000;
/** Digests sent while holding the lease once: fewer while the list is still being read, since worse may come. */
const DIGESTS_WHILE_READING = 2;
const DIGESTS = 8;
/** Longer than other publishers wait before they ask for the lease again. */
const LET_OTHERS_MS = 200;

/**
 * Sends the alerts that a sweep finds due: reads the list for a moment, sends the most urgent of what it has seen,
 * and so on until all is sent or `mayGoOn` says no. Others may publish in between.
 */
export class Alerting {
  readonly #run: RunContext;
  readonly #holder: string;
  readonly #survey: Survey;
  #isTogether = false;
  #hasSentSms = false;

  constructor(run: RunContext, holder: string, survey: Survey) {
    this.#run = run;
    this.#holder = holder;
    this.#survey = survey;
  }

  /** Reads the list and sends alerts by turns. */
  async run(walk: Walk, mayGoOn: () => boolean): Promise<void> {
    await walk.advance(this.#for(FIRST_READ_MS, mayGoOn));
    if (!walk.isDone) await walk.named();
    for (;;) {
      const goesOn = await this.alertBatch(mayGoOn, walk.isDone ? DIGESTS : DIGESTS_WHILE_READING);
      if (!mayGoOn() || (walk.isDone && !goesOn)) return;
      await walk.advance(this.#for(READ_MS, mayGoOn));
    }
  }

  /** Sends what is due until nothing is left, or `mayGoOn` says no; self-tests last. */
  async alertAll(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn() && (await this.alertBatch(mayGoOn, DIGESTS)));
    const byEmail = mayGoOn() ? this.#survey.pool.takeSelfTests() : [];
    if (byEmail.length > 0)
      await sendBatch(this.#run, this.#holder, {
        byEmail,
        bySms: [],
        forMachines: [],
        isTogether: false,
        smsDue: 0,
      });
  }

  /** Sends one batch under the lease. Returns whether there is more to send, and the lease could be had. */
  async alertBatch(mayGoOn: () => boolean, digests: number): Promise<boolean> {
    const { pool } = this.#survey;
    if (pool.isEmpty || !mayGoOn()) return false;
    await this.#tellTests();
    if (pool.isEmpty || !mayGoOn()) return false;
    this.#isTogether ||= pool.emails > SINGLY;
    const smsDue = pool.smsOfFailing;
    // One SMS per sweep says how many there are and which is the worst; more would only wake people again.
    const bySms = this.#hasSentSms ? [] : pool.takeSms(this.#isTogether ? SMS_DIGEST : Infinity);
    this.#hasSentSms ||= bySms.length > 0;
    const byEmail = pool.takeEmails(digests * MARK_LIMIT);
    const forMachines = byEmail.length === 0 ? pool.takeForMachines(digests * MARK_LIMIT) : [];
    if (byEmail.length === 0 && bySms.length === 0 && forMachines.length === 0) return false;
    const hadItsTurn = await sendBatch(this.#run, this.#holder, {
      byEmail,
      bySms,
      forMachines,
      isTogether: this.#isTogether,
      smsDue,
    });
    if (!hadItsTurn || !pool.hasMore) return false;
    await this.#run.sleep(LET_OTHERS_MS);
    return true;
  }

  /** Test alerts go first, one by one, without waiting for others. */
  async #tellTests(): Promise<void> {
    const { byEmail, bySms } = this.#survey.pool.takeTests();
    if (byEmail.length === 0 && bySms.length === 0) return;
    const round = {
      byEmail,
      bySms,
      forMachines: [],
      isTogether: byEmail.length > SINGLY,
      smsDue: bySms.length,
    };
    await sendBatch(this.#run, this.#holder, round, 'urgent');
  }

  #for(ms: number, mayGoOn: () => boolean): () => boolean {
    const until = this.#run.remainingMs() - ms;
    return () => this.#run.remainingMs() > until && mayGoOn();
  }
}
