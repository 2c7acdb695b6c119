import * as z from 'zod';
import { awsCommand, type DeployedResource, type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** Keys as one text, such as `endpointKey HASH, id RANGE`. */
export type Keys = string;

/** A table as DynamoDB has it. */
export type LiveTable = {
  name: string;
  keys: Keys;
  indexes: readonly { name: string; keys: Keys; status: string }[];
  /** The attribute by which items expire, if that is on. */
  expiresBy: string | undefined;
  stream: string | undefined;
  hasRecovery: boolean;
  isProtected: boolean;
};

const KeySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.string() }))
  .transform((keys): Keys => keys.map((key) => `${key.AttributeName} ${key.KeyType}`).join(', '));
const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .default(false);
const Wanted = z.object({
  KeySchema,
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema })).default([]),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: flag }).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: flag }).optional(),
  DeletionProtectionEnabled: flag,
});

/** What differs between a table and the template that made it; `live` is undefined where there is none. */
export const tableFindings = (
  stack: DeployedStack,
  { physicalId, logicalId, properties }: DeployedResource,
  live: LiveTable | undefined,
): Finding[] => {
  const name = physicalId ?? logicalId;
  const wanted = Wanted.parse(properties);
  const of = (
    part: string,
    severity: 'critical' | 'warning',
    what: string,
    why: string,
    mend: string,
  ): Finding => finding('tables', { subject: `${name} ${part}`, severity, what, why, mend });
  const restore = `${awsCommand(stack, `dynamodb list-backups --table-name ${name}`)}; docs/operations.md says how to restore`;
  if (!live)
    return [of('table', 'critical', `The table ${name} is not there.`, 'All that it held is gone.', restore)];

  const findings: Finding[] = [];
  if (live.keys !== wanted.KeySchema)
    findings.push(
      of(
        'keys',
        'critical',
        `The keys of ${name} are ${live.keys}, expected ${wanted.KeySchema}.`,
        'No function can read or write it.',
        restore,
      ),
    );
  for (const { IndexName: index, KeySchema: keys } of wanted.GlobalSecondaryIndexes) {
    const found = live.indexes.find((one) => one.name === index);
    if (found?.keys === keys && found.status === 'ACTIVE') continue;
    findings.push(
      of(
        `index ${index}`,
        'critical',
        found
          ? `The index ${index} of ${name} is ${found.status}, with the keys ${found.keys}; expected ${keys}.`
          : `The index ${index} of ${name} is not there.`,
        'Whatever is found by it (what is pending, open or due) is not found: nobody is alerted about it.',
        found?.status === 'CREATING' ? 'Wait until it is built.' : deployCommand(stack),
      ),
    );
  }
  const ttl = wanted.TimeToLiveSpecification;
  if (ttl?.Enabled && live.expiresBy !== ttl.AttributeName)
    findings.push(
      of(
        'time to live',
        'warning',
        `Items of ${name} do not expire.`,
        'The table grows for ever, and keeps what was promised to be deleted.',
        awsCommand(
          stack,
          `dynamodb update-time-to-live --table-name ${name} --time-to-live-specification Enabled=true,AttributeName=${ttl.AttributeName}`,
        ),
      ),
    );
  const stream = wanted.StreamSpecification?.StreamViewType;
  if (stream !== undefined && live.stream !== stream)
    findings.push(
      of(
        'stream',
        'critical',
        `The stream of ${name} is ${live.stream ?? 'off'}, expected ${stream}.`,
        'dispatch is not started: each alert waits for the sweep.',
        deployCommand(stack),
      ),
    );
  if (wanted.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled && !live.hasRecovery)
    findings.push(
      of(
        'recovery',
        'warning',
        `${name} has no point-in-time recovery.`,
        'What is deleted or overwritten by mistake cannot be had back.',
        awsCommand(
          stack,
          `dynamodb update-continuous-backups --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
        ),
      ),
    );
  if (wanted.DeletionProtectionEnabled && !live.isProtected)
    findings.push(
      of(
        'protection',
        'warning',
        `${name} is not protected against deletion.`,
        'One command deletes it.',
        awsCommand(stack, `dynamodb update-table --table-name ${name} --deletion-protection-enabled`),
      ),
    );
  return findings;
};
