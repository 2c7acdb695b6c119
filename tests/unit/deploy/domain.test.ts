import { expect, test } from '@jest/globals';
import { domainForStack, domainResources } from '../../../deploy/domain.ts';

const CERTIFICATE = 'arn:aws:acm:me-south-1:123456789012:certificate/0a-1b';
const domainOf = (domain: unknown, certificate: unknown) =>
  domainForStack(async (variable) =>
    variable === "param:domain, ''" ? domain : variable === "param:certificate, ''" ? certificate : undefined,
  );

test('with a domain and its certificate, every link has the domain', async () => {
  const domain = await domainOf('oncall.restaurant.example', CERTIFICATE);
  expect(domain).toMatchObject({ problems: [], url: 'https://oncall.restaurant.example' });
  expect(Object.keys(domainResources(domain).Resources)).toEqual(['Domain', 'DomainMapping']);
});

test("without, the address is API Gateway's own, and nothing is made", async () => {
  const domain = await domainOf('', '');
  expect(domain.problems).toEqual([]);
  expect(JSON.stringify(domain.url)).toContain('execute-api');
  expect(domainResources(domain)).toEqual({ Resources: {}, Outputs: {} });
});

test.each([
  [
    'oncall.restaurant.example',
    '',
    'params in serverless.yml: domain and certificate: expected both, or neither',
  ],
  ['', CERTIFICATE, 'params in serverless.yml: domain and certificate: expected both, or neither'],
  [
    'https://oncall.restaurant.example',
    CERTIFICATE,
    expect.stringMatching(/^params in serverless.yml.domain: expected a host name/),
  ],
  ['Oncall.restaurant.example', CERTIFICATE, expect.stringMatching(/domain: expected a host name/)],
  [
    'oncall.restaurant.example',
    'arn:aws:iam::1:server-certificate/x',
    expect.stringMatching(/certificate: expected the ARN of a certificate in ACM/),
  ],
])('domain %j with certificate %j is told what is expected', async (domain, certificate, problem) => {
  expect((await domainOf(domain, certificate)).problems).toEqual([problem]);
});
