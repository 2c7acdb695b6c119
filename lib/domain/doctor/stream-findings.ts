import { awsCommand, type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** The mapping by which a stream starts a function; `lastResult` is Lambda's own sentence. */
export type LiveMapping = {
  id: string;
  state: string | undefined;
  lastResult: string | undefined;
  source: string;
};

/**
 * Lambda's words for a batch that was processed, or for none yet.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html
 */
const GOOD_RESULT = /^(?:OK|No records processed)/i;

/** A mapping that is gone, is off, reads what is no more, or fails. `streamNow` is the stream that its table has. */
export const streamFindings = (
  stack: DeployedStack,
  id: string,
  live: LiveMapping | undefined,
  streamNow: string | undefined,
): Finding[] => {
  const subject = 'dispatch';
  if (!live)
    return [
      finding('stream', {
        subject,
        severity: 'critical',
        what: `Nothing starts dispatch: the event source mapping ${id} is not there.`,
        mend: deployCommand(stack),
      }),
    ];
  if (live.state !== undefined && !['Enabled', 'Enabling', 'Updating', 'Creating'].includes(live.state))
    return [
      finding('stream', {
        subject,
        severity: 'critical',
        what: `Nothing starts dispatch: its event source mapping is ${live.state}.`,
        mend: awsCommand(stack, `lambda update-event-source-mapping --uuid ${id} --enabled`),
      }),
    ];
  // A stream that was switched off and on, or a table that was restored, has another one.
  if (streamNow !== undefined && live.source !== streamNow)
    return [
      finding('stream', {
        subject: 'dispatch: old stream',
        severity: 'critical',
        what: `dispatch reads a stream that ended: ${live.source}. That of now is ${streamNow}.`,
        mend: deployCommand(stack),
      }),
    ];
  if (live.lastResult !== undefined && !GOOD_RESULT.test(live.lastResult))
    return [
      finding('stream', {
        subject: 'dispatch: last result',
        severity: 'warning',
        what: `dispatch failed on the last batch of its stream: ${live.lastResult}`,
        why: 'The sweep groups what dispatch gave up, minutes later.',
        mend: `${awsCommand(stack, `logs tail /aws/lambda/${stack.name}-dispatch --since 1h`)} says why; then npm run redrive -- --stage ${stack.stage} --region ${stack.region}`,
      }),
    ];
  return [];
};
