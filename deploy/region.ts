import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

/** Where this clone has deployed which stage; git ignores it. */
const FILE = '.stages.json';
const Stages = z.record(z.string(), z.object({ region: z.string() }));
type Environment = Readonly<Record<string, string | undefined>>;

const root = join(__dirname, '..');

const stagesIn = (directory: string): z.infer<typeof Stages> => {
  const path = join(directory, FILE);
  if (!existsSync(path)) return {};
  try {
    return Stages.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path}: it is damaged; delete it, and name the region with --region once`, {
      cause: error,
    });
  }
};

/** Keeps where a stage has been deployed to, for all commands that follow. */
export const rememberRegion = (stage: string, region: string, directory = root): void => {
  const stages = { ...stagesIn(directory), [stage]: { region } };
  writeFileSync(join(directory, FILE), `${JSON.stringify(stages, undefined, 2)}\n`);
};

/** Forgets a stage that was removed. */
export const forgetRegion = (stage: string, directory = root): void => {
  const { [stage]: gone, ...others } = stagesIn(directory);
  if (gone) writeFileSync(join(directory, FILE), `${JSON.stringify(others, undefined, 2)}\n`);
};

export const missingRegion = (stage: string): string =>
  `no AWS region for stage ${stage}: this clone has not deployed it, and neither AWS_REGION, AWS_DEFAULT_REGION nor the profile names one; add --region, such as --region eu-central-1`;

/**
 * The one rule for all commands: the region that was asked for; else where this clone last deployed the stage; else what the
 * environment says, or the profile. Undefined where nothing says it: a guess would be a second stack, or none.
 */
export const knownRegion = async (
  stage: string,
  asked?: string,
  { environment = process.env, directory = root }: { environment?: Environment; directory?: string } = {},
): Promise<string | undefined> =>
  asked ||
  stagesIn(directory)[stage]?.region ||
  environment['AWS_REGION'] ||
  environment['AWS_DEFAULT_REGION'] ||
  profileRegion();

/** The region in the files of AWS's tools, if they name one. */
const profileRegion = async (): Promise<string | undefined> => {
  try {
    return await new CloudFormationClient({}).config.region();
  } catch (error) {
    if (error instanceof Error && /region is missing/i.test(error.message)) return undefined;
    throw error;
  }
};

/** The configuration of an AWS client for a deployed stage; asking for its region throws where nothing names one. */
export const awsOf = (stage: string, asked?: string) => ({
  region: async (): Promise<string> => {
    const region = await knownRegion(stage, asked);
    if (region === undefined) throw new Error(missingRegion(stage));
    return region;
  },
});
