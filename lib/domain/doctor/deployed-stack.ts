import * as z from 'zod';

/** A resource of the deployed template, with the name that AWS gave it. */
export type DeployedResource = {
  logicalId: string;
  type: string;
  physicalId: string | undefined;
  properties: Record<string, z.core.util.JSONType>;
};

/** A deployed stack: what its template asks for, and what its resources are called. */
export type DeployedStack = {
  name: string;
  stage: string;
  region: string;
  account: string;
  partition: string;
  status: string;
  /** When it was last created or updated. */
  changedAt: string;
  outputs: Readonly<Record<string, string>>;
  resources: readonly DeployedResource[];
  /** Attributes of resources that follow from no name, such as `NotificationsTable.StreamArn`. */
  attributes: Readonly<Record<string, string>>;
};

/** Its resources of one type. */
export const resourcesOf = (stack: DeployedStack, type: string): DeployedResource[] =>
  stack.resources.filter((resource) => resource.type === type);

/** A command of AWS's own command line, in the stack's region. */
export const awsCommand = ({ region }: DeployedStack, command: string): string =>
  `aws ${command} --region ${region}`;

/** The deploy that puts a resource back to what the template says. */
export const deployCommand = ({ stage, region }: DeployedStack): string =>
  `npx serverless deploy --force --stage ${stage} --region ${region}`;

/** What a resource is called in calls of AWS. */
export const nameOf = (resource: DeployedResource): string => resource.physicalId ?? resource.logicalId;

/** The ARN of a resource. */
export const arnOf = (stack: DeployedStack, resource: DeployedResource): string => {
  const name = nameOf(resource);
  const at = (service: string, rest: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${rest}`;
  switch (resource.type) {
    case 'AWS::DynamoDB::Table':
      return at('dynamodb', `table/${name}`);
    case 'AWS::IAM::Role':
      return `arn:${stack.partition}:iam::${stack.account}:role/${name}`;
    case 'AWS::Lambda::Function':
      return at('lambda', `function:${name}`);
    case 'AWS::Logs::LogGroup':
      return at('logs', `log-group:${name}:*`);
    case 'AWS::SQS::Queue':
      return at('sqs', name.split('/').at(-1) ?? name);
    case 'AWS::Events::Rule':
      return at('events', `rule/${name}`);
    case 'AWS::KMS::Key':
      return at('kms', `key/${name}`);
    default:
      return name; // topics and secrets are called by their ARN
  }
};

const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((get) => get['Fn::GetAtt'].join('.')),
]);
const Sub = z.object({ 'Fn::Sub': z.string() });
const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.json())]) });

/** A value of the template as it is on AWS; undefined where that takes more than the names of resources. */
export const textOf = (stack: DeployedStack, value: z.core.util.JSONType | undefined): string | undefined => {
  if (typeof value !== 'object' || value === null) return value === undefined ? undefined : String(value);
  const reference = Reference.safeParse(value);
  if (reference.success) return referred(stack, reference.data);
  const joined = Join.safeParse(value);
  if (joined.success) {
    const [between, parts] = joined.data['Fn::Join'];
    const values = parts.map((part) => textOf(stack, part));
    return values.includes(undefined) ? undefined : values.join(between);
  }
  const sub = Sub.safeParse(value);
  if (!sub.success) return undefined;
  const parts = sub.data['Fn::Sub'].split(/\$\{([^}]+)\}/);
  const values = parts.map((part, index) => (index % 2 === 0 ? part : referred(stack, part)));
  return values.includes(undefined) ? undefined : values.join('');
};

const referred = (stack: DeployedStack, name: string): string | undefined => {
  const pseudo: Record<string, string> = {
    'AWS::Region': stack.region,
    'AWS::AccountId': stack.account,
    'AWS::Partition': stack.partition,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': stack.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  const known = pseudo[name] ?? stack.attributes[name];
  if (known !== undefined) return known;
  const [logicalId = '', attribute] = name.split('.');
  const resource = stack.resources.find((one) => one.logicalId === logicalId);
  if (!resource) return undefined;
  if (attribute === undefined) return nameOf(resource);
  return attribute === 'Arn' ? arnOf(stack, resource) : undefined;
};
