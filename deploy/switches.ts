import * as z from 'zod';
import { dashboardResource } from './dashboard.ts';

const OnOrOff = z
  .enum(['true', 'false'], { error: 'expected true or false' })
  .transform((text) => text === 'true');

/** What `--param` switches, as `custom.switches` of the template has it. */
const Switches = z.preprocess(
  (given) => z.record(z.string(), z.coerce.string()).safeParse(given).data ?? given,
  z.object({
    publishPlain: OnOrOff,
    tracing: OnOrOff,
    dashboard: OnOrOff,
    smsSpendUsd: z
      .string()
      .regex(/^\d{1,6}(?:\.\d{1,2})?$/, 'expected an amount in USD, such as 20')
      .transform(Number)
      .pipe(z.number().positive('expected more than nothing')),
  }),
);
export type Switches = z.infer<typeof Switches>;

/** The switches, or a line for each that is wrong. */
export const switchesOf = (given: unknown): { switches: Switches } | { problems: string[] } => {
  const read = Switches.safeParse(given);
  if (read.success) return { switches: read.data };
  return { problems: read.error.issues.map(({ path, message }) => `--param ${path.join('.')}: ${message}`) };
};

type Stack = {
  functions: Record<string, unknown>;
  provider: { tracing?: unknown };
  resources: { Resources: Record<string, unknown> };
};

/** Active tracing and the dashboard, where they are wanted. */
export const applySwitches = (stack: Stack, prefix: string, switches: Switches): void => {
  const { Resources } = stack.resources;
  if (switches.dashboard) Resources['Dashboard'] = dashboardResource(prefix, Object.keys(stack.functions));
  if (!switches.tracing) return;
  stack.provider.tracing = { lambda: true };
  for (const [name, resource] of Object.entries(Resources)) Resources[name] = withTrace(resource);
};

const Role = z.looseObject({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.looseObject({
    Policies: z.tuple([
      z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(z.unknown()) }) }),
    ]),
  }),
});

/** X-Ray has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const TRACE = {
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

/** The role with the right to trace; whatever is no role as it is. */
const withTrace = (resource: unknown): unknown => {
  const role = Role.safeParse(resource);
  if (!role.success) return resource;
  const { Properties } = role.data;
  const [policy] = Properties.Policies;
  const Statement = [...policy.PolicyDocument.Statement, TRACE];
  const Policies = [{ ...policy, PolicyDocument: { ...policy.PolicyDocument, Statement } }];
  return { ...role.data, Properties: { ...Properties, Policies } };
};
