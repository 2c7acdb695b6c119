import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { smsNumbers } from '../../domain/doctor/subscription-findings.ts';
import { testAlertFindings } from '../../domain/doctor/time-findings.ts';
import { testAlertKey } from '../incidents/test-alert.ts';
import type { Examination } from './examination.ts';

/** When a test alert last went the whole way: SNS accepted it on each channel that anybody has. */
export const examineTestAlert = async ({ store, stack, now }: Examination): Promise<Finding[]> => {
  const incident = await latestIncident(store, testAlertKey('').endpointKey);
  const hasSms = smsNumbers(stack).length > 0;
  const last = incident && {
    at: incident.openedAt,
    isWhole: incident.lastSent?.email !== undefined && (!hasSms || incident.lastSent.sms !== undefined),
  };
  return testAlertFindings(stack, last, now());
};
