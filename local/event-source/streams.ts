import * as z from 'zod';
import { callDynamodb } from '../dynamodb/api.ts';
import { StreamRecord } from './record.ts';

const Shard = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
export type Shard = z.infer<typeof Shard>;

const Description = z.object({
  StreamDescription: z.object({
    Shards: z.array(Shard).default([]),
    LastEvaluatedShardId: z.string().nullish(),
  }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Page = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });
export type Page = z.infer<typeof Page>;

/** The DynamoDB Streams API of one stream: only what an event source calls. */
export class Streams {
  readonly arn: string;
  readonly #endpoint: string;

  constructor(endpoint: string, arn: string) {
    this.#endpoint = endpoint;
    this.arn = arn;
  }

  async shards(): Promise<Shard[]> {
    const found: Shard[] = [];
    let after: string | undefined;
    do {
      const input = { StreamArn: this.arn, ...(after && { ExclusiveStartShardId: after }) };
      const { StreamDescription: page } = await this.#call('DescribeStream', input, Description);
      found.push(...page.Shards);
      after = page.LastEvaluatedShardId ?? undefined;
    } while (after);
    return found;
  }

  /** An iterator after a record, or from the oldest one there is. */
  async iterator(shardId: string, after: string | undefined): Promise<string> {
    const position = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const input = { StreamArn: this.arn, ShardId: shardId, ...position };
    return (await this.#call('GetShardIterator', input, Iterator)).ShardIterator;
  }

  records(iterator: string, limit: number): Promise<Page> {
    return this.#call('GetRecords', { ShardIterator: iterator, Limit: limit }, Page);
  }

  #call<Schema extends z.ZodType>(
    operation: string,
    input: unknown,
    output: Schema,
  ): Promise<z.infer<Schema>> {
    return callDynamodb(this.#endpoint, `DynamoDBStreams_20120810.${operation}`, input, output);
  }
}
