import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Source } from '../lib/domain/security/source.ts';
import { webhookToken } from '../lib/domain/security/webhook-token.ts';

const Environment = z.object({
  WEBHOOK_SECRET: z.string().min(32),
  SOURCE_VERSIONS: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.int())),
});

/** A function's configuration, as far as it says what its environment is, or why nobody may know. */
const Configuration = z.object({
  Environment: z.object({
    Variables: Environment.optional(),
    Error: z.object({ Message: z.string().optional() }).optional(),
  }),
});

/** The environment of `receive`. It is under a key of the stack, so not everybody who may read functions may read it. */
export const environmentIn = (configuration: unknown): z.infer<typeof Environment> => {
  const { Variables: variables, Error: refusal } = Configuration.parse(configuration).Environment;
  if (variables) return variables;
  const reason = refusal?.Message === undefined ? '' : `: ${refusal.Message}`;
  throw new Error(
    `the environment of receive cannot be read; that takes kms:Decrypt on the stack's key${reason}`,
  );
};

type ClientConfig = NonNullable<ConstructorParameters<typeof CloudFormationClient>[0]> &
  NonNullable<ConstructorParameters<typeof LambdaClient>[0]>;

/**
 * The webhook URL of `source`. Secret and version are read from `receive` itself: it may not have seen a new secret
 * or an edited `oncall.yml` yet, and only what it accepts is a URL.
 */
export const webhookUrl = async (
  config: ClientConfig,
  stack: string,
  receive: string,
  source: string,
): Promise<string> => {
  const name = Source.safeParse(source);
  if (!name.success) throw new Error(`source ${JSON.stringify(source)}: ${name.error.issues[0]?.message}`);
  const [described, deployed] = await Promise.all([
    new CloudFormationClient(config).send(new DescribeStacksCommand({ StackName: stack })),
    new LambdaClient(config).send(new GetFunctionConfigurationCommand({ FunctionName: receive })),
  ]);
  const outputs = new Map(
    described.Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  // A stack of 0.3.0 or earlier has no PublicUrl.
  const api = outputs.get('PublicUrl') ?? outputs.get('HttpApiUrl');
  if (api === undefined) throw new Error(`stack ${stack}: it has no output HttpApiUrl; deploy it first`);
  const environment = environmentIn(deployed);
  const token = webhookToken(
    environment.WEBHOOK_SECRET,
    name.data,
    environment.SOURCE_VERSIONS[name.data] ?? 1,
  );
  return `${api}/hooks/${name.data}/${token}`;
};
