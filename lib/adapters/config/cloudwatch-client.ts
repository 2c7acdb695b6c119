import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** For whoever waits at a screen: a figure that does not come now comes with the next look. */
export const cloudwatchClient = (where: { region?: () => Promise<string> } = {}): CloudWatchClient =>
  new CloudWatchClient({
    ...where,
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
