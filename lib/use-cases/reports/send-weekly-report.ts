import { markReported, readReportedWeek, recordAttempt } from '../../adapters/dynamodb/reported-week.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { lastWeek, nextAttempt, reportStep, weekToReport } from '../../domain/reports/send-time.ts';
import type { WeekName } from '../../domain/reports/week.ts';
import { weeklyReport } from '../../domain/reports/weekly-report.ts';
import { weeklyReportMessage } from '../../messages/weekly-report.ts';
import { withPublisherLease } from '../alerting/publisher.ts';
import { LEASE_WAIT_MS } from '../alerting/send-due-alerts.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { readWeek } from './read-week.ts';

/** Reading a week of a flood takes seconds, and a publish the last quarter of a sweep's time: otherwise the next sweep sends it. */
const NEEDED_MS = 25_000;

/**
 * Sends the report of the last whole week, once. Only the clock says in an ordinary minute that there is nothing to do: what
 * is recorded is read once in each week and container. A sweep that was down sends the last week alone. If it dies between
 * publish and record, the report is sent again; never does it wake anybody. What fails is tried again, later each time.
 */
export const weeklyReporter = () => {
  const known = new WeakMap<Store, WeekName>();
  return async (run: RunContext, holder: string): Promise<void> => {
    const week = weekToReport(run.oncall, run.now().getTime());
    if (!week || known.get(run.store) === week.name || run.remainingMs() < NEEDED_MS) return;
    try {
      const now = run.now();
      const reported = await readReportedWeek(run.store);
      const step = reportStep(week.name, reported?.week);
      if (step === 'begin') await markReported(run.store, lastWeek(run.oncall, now.getTime()).name, now);
      if (step === 'send') {
        const attempt = nextAttempt(week.name, reported?.attempt, now);
        if (!attempt || !(await recordAttempt(run.store, attempt, reported?.storedAttempt))) return;
        if (!(await send(run, holder, week))) return;
      }
      known.set(run.store, week.name);
    } catch (error) {
      run.log.error('the weekly report could not be sent; a later sweep tries again', {
        week: week.name,
        error,
      });
    }
  };
};

type Week = NonNullable<ReturnType<typeof weekToReport>>;

/** Returns whether it is sent, by this run or another. */
const send = async (run: RunContext, holder: string, week: Week): Promise<boolean> => {
  const facts = await readWeek(run.store, week, run.oncall);
  let isSent = false;
  await withPublisherLease(run, holder, LEASE_WAIT_MS, async (publisher) => {
    // Under the lease: another sweep may have sent it by now.
    isSent = reportStep(week.name, (await readReportedWeek(run.store))?.week) !== 'send';
    if (isSent || !publisher.hasTime()) return;
    const { oncall, place, links } = run;
    const now = run.now().getTime();
    const message = weeklyReportMessage(weeklyReport(facts, week, oncall, now), {
      oncall,
      now,
      place,
      links,
    });
    await publisher.publish(message, () => markReported(run.store, week.name, run.now()));
    isSent = true;
  });
  return isSent;
};
