import { awsCommand, type DeployedResource, type DeployedStack } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** As often as AWS's own benchmark asks for secrets that nothing rotates by itself, and seldom enough to be done. */
const OLD_DAYS = 365;

/** A secret as Secrets Manager has it; never its value. */
export type LiveSecret = { changedAt: string | undefined; isBeingDeleted: boolean };

/** The values of these the functions were given by the last deploy. */
const isCurrent = (logicalId: string): boolean => !logicalId.endsWith('Previous');

/**
 * A secret that is gone, old, or changed after the last deploy. `readByDeploy` is when the functions that have it in their environment were
 * last updated; undefined where none has.
 */
export const secretFindings = (
  stack: DeployedStack,
  { logicalId, physicalId }: DeployedResource,
  live: LiveSecret | undefined,
  { now, readByDeploy }: { now: Date; readByDeploy: string | undefined },
): Finding[] => {
  const id = physicalId ?? logicalId;
  if (!live)
    return [
      finding('secrets', {
        subject: logicalId,
        severity: 'critical',
        what: `The secret ${logicalId} is not there.`,
        why: 'The next deploy fails, since CloudFormation cannot read it.',
        mend: awsCommand(stack, `secretsmanager list-secrets --include-planned-deletion`),
      }),
    ];
  if (live.isBeingDeleted)
    return [
      finding('secrets', {
        subject: logicalId,
        severity: 'critical',
        what: `The secret ${logicalId} is about to be deleted.`,
        why: 'The next deploy fails, and with another secret all webhook URLs or links in alerts change.',
        mend: awsCommand(stack, `secretsmanager restore-secret --secret-id ${id}`),
      }),
    ];
  const changed = live.changedAt === undefined ? undefined : Date.parse(live.changedAt);
  if (changed === undefined) return [];
  if (readByDeploy !== undefined && changed > Date.parse(readByDeploy))
    return [
      finding('secrets', {
        subject: logicalId,
        severity: 'critical',
        what: `The secret ${logicalId} was changed after the functions were given it: they know the old one only.`,
        why: 'A rotation ends with a deploy. Until then URLs and links made from the new secret are refused.',
        mend: `npx serverless deploy --param=rotated=${new Date(changed).toISOString()} --stage ${stack.stage} --region ${stack.region}`,
      }),
    ];
  const days = Math.floor((now.getTime() - changed) / DAY_MS);
  if (!isCurrent(logicalId) || days <= OLD_DAYS) return [];
  return [
    finding('secrets', {
      subject: `${logicalId}: age`,
      severity: 'warning',
      what: `The secret ${logicalId} is ${days} days old.`,
      mend: `Rotate it as deploy/rotation.md says; it begins with: ${awsCommand(stack, `secretsmanager get-secret-value --secret-id ${id} --query SecretString`)}`,
    }),
  ];
};
