import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { handlerOf } from './work.ts';

const client = new DynamoDBClient({});
const logger = new Logger();
const metrics = new Metrics({ namespace: 'bench' });
const Body = z.object({ code: z.int(), endpoint: z.url(), message: z.string() });

export const handler = handlerOf(
  async (put) => {
    await client.send(new PutItemCommand(put));
    metrics.addMetric('Stored', 'Count', 1);
    metrics.publishStoredMetrics();
    logger.debug('stored');
  },
  (text) => Body.parse(JSON.parse(text)),
);
