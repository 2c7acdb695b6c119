import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ROUTES } from '../../../../local/gateway/routes.ts';
import { ofType, type Packaged } from '../packaged.ts';
import { DOMAIN, dev, prod } from '../stages.ts';

/* What the API takes, from whom and how much, and what it logs. */

const Route = z.object({
  RouteKey: z.string(),
  Target: z.object({
    'Fn::Join': z.tuple([
      z.literal('/'),
      z.tuple([z.literal('integrations'), z.object({ Ref: z.string() })]),
    ]),
  }),
});

test('routes are those of the local stack, each to its function: what is not one costs nothing', () => {
  const routesOf = (stack: Packaged) =>
    Object.values(ofType(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
      const { RouteKey, Target } = Route.parse(Properties);
      return `${Target['Fn::Join'][1][1].Ref.replace('HttpApiIntegration', '').toLowerCase()}: ${RouteKey}`;
    });
  const expected = Object.entries(ROUTES).flatMap(([name, keys]) => keys.map((key) => `${name}: ${key}`));
  expect(routesOf(dev).sort()).toEqual(expected.filter((route) => !route.startsWith('integrate: ')).sort());
  expect(routesOf(prod).sort()).toEqual(expected.sort());
});

test('no request is sent to api before the API may call it', () => {
  const { HttpApiIntegrationApi: integration, ApiLambdaPermissionHttpApi: permission } =
    dev.template.Resources;
  expect(integration?.DependsOn).toEqual(['ApiLambdaPermissionHttpApi']);
  expect(permission?.Properties['FunctionName']).toEqual(integration?.Properties['IntegrationUri']);
  expect(routesToApi()).toHaveLength(ROUTES.api.length);
});

test('console loses rights and code only when all that moves from it is sent to api', () => {
  const { ConsoleRole: role, ConsoleLambdaFunction: code } = dev.template.Resources;
  expect([...(role?.DependsOn ?? [])].sort()).toEqual(routesToApi().sort());
  expect(code?.Properties['Role']).toEqual({ 'Fn::GetAtt': ['ConsoleRole', 'Arn'] });
});

const routesToApi = (): string[] =>
  Object.entries(ofType(dev, 'AWS::ApiGatewayV2::Route'))
    .filter(([, { Properties }]) => JSON.stringify(Properties['Target']).includes('"HttpApiIntegrationApi"'))
    .map(([name]) => name);

const Stage = z.object({
  DefaultRouteSettings: z.json(),
  RouteSettings: z.record(z.string(), z.json()),
});

test('a flood of pages, or of whatever else strangers ask, takes nothing from what Flavours posts', () => {
  for (const stack of [dev, prod]) {
    const { HttpApiStage: stage } = stack.template.Resources;
    const { DefaultRouteSettings: others, RouteSettings: own } = Stage.parse(stage?.Properties);
    expect(others).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 200 });
    expect(own).toEqual({
      'POST /hooks/{source}/{token}': { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 2000 },
      'POST /hooks/{source}/{token}/deliveries': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 500 },
    });
    // AWS refuses settings of a route that is not there yet.
    const waitsFor = (stage?.DependsOn ?? []).map((name) => stack.template.Resources[name]?.Properties);
    expect(waitsFor.map((route) => route?.['RouteKey'])).toEqual(expect.arrayContaining(Object.keys(own)));
  }
});

test('the access log has the route key and never the path, which holds the token', () => {
  const [stage] = Object.values(ofType(dev, 'AWS::ApiGatewayV2::Stage'));
  const { Format } = z.object({ Format: z.string() }).parse(stage?.Properties['AccessLogSettings']);
  expect(Format).toContain('$context.routeKey');
  expect(Format).not.toMatch(/path|authorizer|\$context\.identity/i);
});

test('a domain of its own is behind the same API, and every link and address has it', () => {
  expect(prod.template.Resources['Domain']).toMatchObject({
    Type: 'AWS::ApiGatewayV2::DomainName',
    Properties: {
      DomainName: DOMAIN.domain,
      DomainNameConfigurations: [
        { CertificateArn: DOMAIN.certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    },
  });
  expect(prod.template.Resources['DomainMapping']).toMatchObject({
    Type: 'AWS::ApiGatewayV2::ApiMapping',
    Properties: { DomainName: { Ref: 'Domain' }, ApiId: { Ref: 'HttpApi' }, Stage: { Ref: 'HttpApiStage' } },
  });
  expect(prod.template.Outputs).toMatchObject({
    PublicUrl: { Value: `https://${DOMAIN.domain}` },
    DomainTarget: { Value: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] } },
  });
  const Environment = z.object({ Variables: z.looseObject({ CONSOLE_URL: z.json().optional() }) });
  const consoleUrls = (stage: Packaged) =>
    new Set(
      Object.values(ofType(stage, 'AWS::Lambda::Function'))
        .map(({ Properties }) => Environment.parse(Properties['Environment']).Variables.CONSOLE_URL)
        .flatMap((url) => (url === undefined ? [] : [JSON.stringify(url)])),
    );
  expect([...consoleUrls(prod)]).toEqual([`"https://${DOMAIN.domain}"`]);
  const own = `{"Fn::Sub":"https://\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}"}`;
  expect([...consoleUrls(dev)]).toEqual([own]);
  expect(dev.template.Outputs['PublicUrl']).toEqual({ Value: JSON.parse(own) });
  expect(Object.keys(ofType(dev, 'AWS::ApiGatewayV2::DomainName'))).toEqual([]);
});
