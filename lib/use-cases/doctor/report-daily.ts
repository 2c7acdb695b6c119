import { keepDoctorRecord, readDoctorRecord } from '../../adapters/dynamodb/doctor-record.ts';
import type { Topic } from '../../adapters/sns/publish.ts';
import { publishToAlarms } from '../../adapters/sns/publish-to-alarms.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { knownAfter, newFindings, reportedBy } from '../../domain/doctor/worse.ts';
import { doctorMail } from '../../messages/doctor-mail.ts';
import { mailToEverybody } from '../../messages/formats/everybody.ts';
import { withPublisherLease } from '../alerting/publisher.ts';
import type { RunContext } from '../runtime/run-context.ts';

const LEASE_WAIT_MS = 30_000;

/**
 * Tells people what is worse than yesterday, and only then keeps it. Throws if nobody could be told: the function's own alarm goes off,
 * and what was found is still news tomorrow.
 */
export const reportDaily = async (
  run: RunContext,
  alarms: Topic,
  findings: readonly Finding[],
  runId: string,
): Promise<{ found: number; news: number }> => {
  const before = (await readDoctorRecord(run.store))?.findings ?? [];
  const news = newFindings(before, findings);
  if (news.length > 0) {
    const mail = doctorMail(news, findings, run.place);
    for (const topic of reportedBy(findings)) {
      if (topic === 'alarms') await publishToAlarms(alarms, mail);
      else await mailEverybody(run, mail, runId);
    }
  }
  await keepDoctorRecord(run.store, knownAfter(before, findings), run.now());
  return { found: findings.length, news: news.length };
};

const mailEverybody = async (
  run: RunContext,
  mail: { subject: string; email: string },
  runId: string,
): Promise<void> => {
  let isSent = false;
  await withPublisherLease(run, runId, LEASE_WAIT_MS, async (publisher) => {
    await publisher.publish(mailToEverybody('doctor', mail, run.oncall), async () => {
      isSent = true;
    });
  });
  if (!isSent) throw new Error('the publisher lease was not free: nobody was told what doctor found');
};
