import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Job } from './jobs.ts';
import { Outcome } from './outcome.ts';
import { Report } from './report.ts';

const DAY_S = 24 * 60 * 60;
/** Longer than a queue keeps a message: whatever comes again finds what was done. */
const KEPT_S = 90 * DAY_S;

const JobItem = z.looseObject({
  leaseUntil: z.string().optional(),
  released: z.boolean().optional(),
  report: Report.optional(),
  job: z.object({
    jobId: z.string(),
    family: z.string(),
    from: z.string(),
    to: z.string(),
    isEndProven: z.boolean(),
    dedupKeys: z.array(z.string()),
    atLeast: z.int(),
  }),
});
export type JobItem = z.infer<typeof JobItem>;
const OutcomeItem = Outcome.extend({ item: z.string() });

const ENTRY = 'entry ';

type Key = { jobId: string; item: string };

/**
 * What has been done of each job, in a table of its own: an item `job`, and one for each entry of its listing. Written before
 * and after each step, so that whoever takes over from a function that was stopped goes on where it was.
 */
export class Ledger {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(jobId: string): Promise<JobItem | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: this.#key(jobId), ConsistentRead: true }),
    );
    return Item && JobItem.parse(unmarshall(Item));
  }

  /** Takes a job for as long as this function may run; false while another has it, or once it is done. */
  async take(job: Job, now: Date, until: Date): Promise<boolean> {
    return this.#update(job.jobId, 'SET job = :job, leaseUntil = :until, expiresAt = :expires', {
      condition: 'attribute_not_exists(report) AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
      values: { ':job': job, ':until': until.toISOString(), ':now': now.toISOString() },
      now,
    });
  }

  /** Gives the job back, with its report once it is done. */
  async put(job: Job, now: Date, report?: Report): Promise<void> {
    const given = report ? 'SET report = :report, expiresAt = :expires' : 'SET expiresAt = :expires';
    await this.#update(job.jobId, `${given} REMOVE leaseUntil`, {
      values: report ? { ':report': report } : {},
      now,
    });
  }

  /** A person's word that a job is to be done although its end is not proven; false if there is no such job. */
  async release(jobId: string, now: Date): Promise<boolean> {
    return this.#update(jobId, 'SET released = :yes, expiresAt = :expires REMOVE report', {
      condition: 'attribute_exists(jobId)',
      values: { ':yes': true },
      now,
    });
  }

  /** What became of a job's entries so far. */
  async outcomes(jobId: string): Promise<Map<string, Outcome>> {
    const found = new Map<string, Outcome>();
    let start: QueryCommand['input']['ExclusiveStartKey'];
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'jobId = :jobId AND begins_with(#item, :entry)',
          ExpressionAttributeNames: { '#item': 'item' },
          ExpressionAttributeValues: marshall({ ':jobId': jobId, ':entry': ENTRY }),
          ConsistentRead: true,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      for (const one of page.Items ?? []) {
        const { item, ...outcome } = OutcomeItem.parse(unmarshall(one));
        found.set(item.slice(ENTRY.length), outcome);
      }
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  }

  async record(jobId: string, id: string, outcome: Outcome, now: Date): Promise<void> {
    const item = { jobId, item: `${ENTRY}${id}`, ...outcome, expiresAt: expiryOf(now) };
    await this.#client.send(
      new PutItemCommand({
        TableName: this.#table,
        Item: marshall(item, { removeUndefinedValues: true }),
      }),
    );
  }

  #key(jobId: string) {
    const key: Key = { jobId, item: 'job' };
    return marshall(key);
  }

  async #update(
    jobId: string,
    expression: string,
    { condition, values, now }: { condition?: string; values: Record<string, unknown>; now: Date },
  ): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: this.#key(jobId),
          UpdateExpression: expression,
          ...(condition !== undefined && { ConditionExpression: condition }),
          ExpressionAttributeValues: marshall({ ...values, ':expires': expiryOf(now) }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const expiryOf = (now: Date): number => Math.floor(now.getTime() / 1000) + KEPT_S;
