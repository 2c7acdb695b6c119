import {
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { DeployedStack } from '../../domain/doctor/deployed-stack.ts';
import { JsonText } from '../../domain/intake/json-text.ts';
import type { DoctorClients } from './doctor-clients.ts';

const Described = z.object({
  Stacks: z.tuple([
    z.object({
      StackId: z
        .string()
        .regex(/^arn:[^:]+:cloudformation:[^:]+:\d+:stack\//)
        .transform((arn) => arn.split(':')),
      StackStatus: z.string(),
      CreationTime: z.date(),
      LastUpdatedTime: z.date().optional(),
      Outputs: z
        .array(z.object({ OutputKey: z.string(), OutputValue: z.string() }))
        .default([])
        .transform((outputs) => Object.fromEntries(outputs.map((one) => [one.OutputKey, one.OutputValue]))),
    }),
  ]),
});
const Template = JsonText.pipe(
  z.object({
    Resources: z.record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.json()).default({}) }),
    ),
  }),
);
const Page = z.object({
  StackResourceSummaries: z
    .array(z.object({ LogicalResourceId: z.string(), PhysicalResourceId: z.string().optional() }))
    .default([]),
  NextToken: z.string().optional(),
});

/** The stack as it was deployed, with the names of its resources. Throws if there is none. */
export const readStack = async (
  { stacks }: DoctorClients,
  name: string,
  stage: string,
): Promise<DeployedStack> => {
  const {
    Stacks: [described],
  } = Described.parse(await stacks.send(new DescribeStacksCommand({ StackName: name })));
  const { TemplateBody } = await stacks.send(new GetTemplateCommand({ StackName: name }));
  const { Resources } = Template.parse(TemplateBody);
  const physicalIds = new Map<string, string | undefined>();
  let nextToken: string | undefined;
  do {
    const page = Page.parse(
      await stacks.send(
        new ListStackResourcesCommand({ StackName: name, ...(nextToken && { NextToken: nextToken }) }),
      ),
    );
    for (const one of page.StackResourceSummaries)
      physicalIds.set(one.LogicalResourceId, one.PhysicalResourceId);
    nextToken = page.NextToken;
  } while (nextToken);
  const [, partition = '', , region = '', account = ''] = described.StackId;
  return {
    name,
    stage,
    region,
    account,
    partition,
    status: described.StackStatus,
    changedAt: (described.LastUpdatedTime ?? described.CreationTime).toISOString(),
    outputs: described.Outputs,
    attributes: {},
    resources: Object.entries(Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      physicalId: physicalIds.get(logicalId),
      properties: Properties,
    })),
  };
};

/** How many seconds this machine's clock is ahead of AWS's, by the date of one answer. */
export const readClockSkew = async (
  { stacks }: DoctorClients,
  name: string,
  now: () => Date,
): Promise<number> => {
  const Raw = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) });
  let date: string | undefined;
  const command = new DescribeStacksCommand({ StackName: name });
  command.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      date = Raw.safeParse(answer).data?.response.headers.date;
      return answer;
    },
    { step: 'deserialize', name: 'dateOfAnswer' },
  );
  const before = now().getTime();
  await stacks.send(command);
  const between = (before + now().getTime()) / 2;
  if (date === undefined || Number.isNaN(Date.parse(date))) throw new Error('the answer of AWS has no date');
  // The header has whole seconds: half a second more is the likeliest.
  return (between - Date.parse(date) - 500) / 1000;
};
