import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { endpointOf, regionOf } from '../../../deploy/sdk/regional-endpoint.ts';

/** Regions of each partition, of the oldest and the newest, and two that do not exist yet. */
const REGIONS = [
  ...[
    'us-east-1',
    'us-west-2',
    'eu-central-1',
    'sa-east-1',
    'me-south-1',
    'me-central-1',
    'il-central-1',
    'af-south-1',
  ],
  ...['ap-southeast-7', 'ca-west-1', 'mx-central-1', 'sa-west-9', 'me-north-9'],
  ...['cn-north-1', 'cn-northwest-1', 'us-gov-west-1', 'us-gov-east-1', 'eusc-de-east-1'],
  ...['us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'us-isof-south-1', 'eu-isoe-west-1'],
];

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

test.each(REGIONS)('in %s all services are where the SDK finds them', (region) => {
  for (const [Client, host, service] of [
    [DynamoDBClient, 'dynamodb', 'DynamoDB'],
    [SNSClient, 'sns', 'SNS'],
    [CloudWatchClient, 'monitoring', 'CloudWatch'],
  ] as const) {
    const { endpointProvider } = new Client({ region, credentials }).config;
    const { url } = endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false });
    expect(new URL(endpointOf(host, service, { AWS_REGION: region })).href).toBe(url.href);
  }
});

test('an endpoint of the environment goes before, that of the service first', () => {
  const AWS_REGION = 'eu-central-1';
  const AWS_ENDPOINT_URL = 'http://127.0.0.1:4566';
  const AWS_ENDPOINT_URL_SNS = 'http://127.0.0.1:1';
  const environment = { AWS_REGION, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SNS };
  expect(endpointOf('dynamodb', 'DynamoDB', environment)).toBe(AWS_ENDPOINT_URL);
  expect(endpointOf('sns', 'SNS', environment)).toBe(AWS_ENDPOINT_URL_SNS);
  expect(endpointOf('sns', 'SNS', { ...environment, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBe(
    'https://sns.eu-central-1.amazonaws.com',
  );
});

test('what these bundles do not have is refused by name: FIPS, dual stack, a region that is none', () => {
  const AWS_REGION = 'us-gov-west-1';
  for (const name of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])
    expect(() => endpointOf('dynamodb', 'DynamoDB', { AWS_REGION, [name]: 'true' })).toThrow(name);
  for (const region of ['', 'evil.example/', 'a b', '-x'])
    expect(() => regionOf({ AWS_REGION: region })).toThrow('AWS_REGION');
  expect(() => regionOf({})).toThrow('AWS_REGION is not set');
});
