import * as z from 'zod';

type ResolveVariable = (variable: string) => Promise<unknown>;

const Parameters = z
  .object({
    domain: z
      .string()
      .regex(
        /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'expected a host name in small letters, such as oncall.restaurant.example',
      )
      .or(z.literal('')),
    certificate: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
        "expected the ARN of a certificate in ACM, in the stack's own region",
      )
      .or(z.literal('')),
  })
  .refine(({ domain, certificate }) => (domain === '') === (certificate === ''), {
    error: 'domain and certificate: expected both, or neither',
  });

/** The address of hooks and console, and what is wrong with the parameters that say it. */
export type Domain = { problems: string[]; name: string; certificate: string; url: unknown };

/** API Gateway's own address. */
const DEFAULT_URL = { 'Fn::Sub': `https://\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}` };

/** The domain in the parameters `domain` and `certificate`, or API Gateway's own where they are empty. */
export const domainForStack = async (resolve: ResolveVariable): Promise<Domain> => {
  const { data, error } = Parameters.safeParse({
    domain: await resolve("param:domain, ''"),
    certificate: await resolve("param:certificate, ''"),
  });
  if (!data)
    return {
      problems: error.issues.map(
        ({ path, message }) => `${['params in serverless.yml', ...path].join('.')}: ${message}`,
      ),
      name: '',
      certificate: '',
      url: DEFAULT_URL,
    };
  const { domain, certificate } = data;
  return {
    problems: [],
    name: domain,
    certificate,
    url: domain === '' ? DEFAULT_URL : `https://${domain}`,
  };
};

/** The name at API Gateway, and the outputs that say what DNS has to know; nothing without a domain. */
export const domainResources = ({ name, certificate }: Domain) =>
  name === ''
    ? { Resources: {}, Outputs: {} }
    : {
        Resources: {
          Domain: {
            Type: 'AWS::ApiGatewayV2::DomainName',
            Properties: {
              DomainName: name,
              DomainNameConfigurations: [
                { CertificateArn: certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
              ],
            },
          },
          DomainMapping: {
            Type: 'AWS::ApiGatewayV2::ApiMapping',
            Properties: {
              DomainName: { Ref: 'Domain' },
              ApiId: { Ref: 'HttpApi' },
              Stage: { Ref: 'HttpApiStage' },
            },
          },
        },
        Outputs: { DomainTarget: { Value: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] } } },
      };
