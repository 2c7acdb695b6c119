import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { environment } from './environment.ts';

/** For whoever waits at a screen: a figure that does not come now comes with the next look. */
export const cloudwatchClient = (where: { region?: () => Promise<string> } = {}): CloudWatchClient =>
  new CloudWatchClient({
    ...where,
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });

const FiguresEnvironment = z.object({ SNS_FIGURES: z.enum(['on', 'off']).default('off') });

/** A client where SNS's figures can be read in CloudWatch; a laptop has none. */
export const figuresClient = (): CloudWatchClient | undefined =>
  environment(FiguresEnvironment).SNS_FIGURES === 'on' ? cloudwatchClient() : undefined;
