import { fitToStack } from './fit-to-stack.ts';
import { forgetRegion, knownRegion, missingRegion, rememberRegion } from './region.ts';
import { type Hooks, oneLine, type Serverless } from './serverless.ts';
import { grantProtection } from './table-protection.ts';

/** Commands that reach no stack. */
const OFFLINE = new Set(['package', 'print']);

/** Names a region that no command is to guess. */
export const checkRegion = async (
  serverless: Serverless,
  command: string,
  asked: string | undefined,
): Promise<void> => {
  const stage = serverless.getProvider('aws').getStage();
  if (!OFFLINE.has(command) && (await knownRegion(stage, asked)) === undefined)
    throw oneLine(serverless, missingRegion(stage), 'NO_REGION');
};

/** What a deploy does beside its template: it fits the template to the stack that is there, and protects new tables at its end. */
export const stackHooks = (serverless: Serverless): Hooks => {
  let unprotected: string[] = [];
  const resources = () => serverless.service.provider.compiledCloudFormationTemplate.Resources;
  return {
    // Before osls decides whether anything has changed.
    'before:aws:deploy:deploy:checkForChanges': async () => {
      const aws = serverless.getProvider('aws');
      try {
        const fitted = await fitToStack(
          resources(),
          await aws.getAwsSdkV3Config(),
          aws.naming.getStackName(),
        );
        unprotected = fitted.unprotected;
        for (const line of fitted.lines) process.stdout.write(`${line}\n`);
      } catch (error) {
        throw oneLine(serverless, error, 'CANNOT_FIT_STACK');
      }
    },
    'after:deploy:deploy': async () => {
      const aws = serverless.getProvider('aws');
      rememberRegion(aws.getStage(), aws.getRegion());
      if (unprotected.length === 0) return;
      grantProtection(resources(), unprotected);
      await serverless.pluginManager.spawn('aws:deploy:deploy');
    },
    'after:remove:remove': () => forgetRegion(serverless.getProvider('aws').getStage()),
  };
};
