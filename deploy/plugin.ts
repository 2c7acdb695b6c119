import { mkdirSync, writeFileSync } from 'node:fs';
import { TEST_ALERT_SOURCE } from '../lib/domain/incidents/test-alert.ts';
import { compress } from './compress.ts';
import { type Domain, domainResources } from './domain.ts';
import { fitToStack } from './fit-to-stack.ts';
import { addIntegrations } from './integration-resources.ts';
import type { OncallForStack } from './oncall-for-stack.ts';
import { forgetRegion, knownRegion, missingRegion, rememberRegion } from './region.ts';
import { sharedFate, sharedFateWarning } from './shared-fate.ts';
import { subscriptionResources } from './subscription-resources.ts';
import { grantProtection } from './table-protection.ts';
import { webhookUrl } from './webhook-url.ts';

/** The part of osls that is used here. */
type Serverless = {
  processedInput: { commands: string[] };
  service: {
    custom: { oncall: OncallForStack; domain: Domain };
    functions: Record<string, { package?: { artifact?: string } }>;
    resources: { Resources: Record<string, unknown>; Outputs: Record<string, unknown> };
    provider: { compiledCloudFormationTemplate: { Resources: Record<string, unknown> } };
    getFunction(name: string): { name: string };
  };
  classes: { Error: new (message: string, code: string) => Error };
  pluginManager: { spawn(command: string): Promise<void> };
  getProvider(name: 'aws'): {
    naming: { getStackName(): string };
    getStage(): string;
    getRegion(): string;
    getAwsSdkV3Config(): Promise<Parameters<typeof webhookUrl>[0]>;
  };
};

/** Ties `oncall.yml` to the stack, and prints the webhook URL. */
export class OncallPlugin {
  /** Tables that the first half of a deploy makes, to be protected by its second. */
  #unprotected: string[] = [];

  readonly commands = {
    url: {
      usage: 'Print the webhook URL of a source',
      lifecycleEvents: ['print'],
      options: { source: { usage: 'Who posts; any name has a URL (default: main)', type: 'string' } },
    },
  };
  readonly hooks: Record<string, () => void | Promise<void>>;

  constructor(serverless: Serverless, options: { source?: string; region?: string }) {
    const command = serverless.processedInput.commands.join(' ');
    this.hooks = {
      initialize: async () => {
        const stage = serverless.getProvider('aws').getStage();
        // To package needs no region, and nothing else can do without.
        if (!OFFLINE.has(command) && (await knownRegion(stage, options.region)) === undefined)
          throw new serverless.classes.Error(missingRegion(stage), 'NO_REGION');
        if (command === 'package' || command === 'deploy') addPeople(serverless, command);
      },
      'after:package:createDeploymentArtifacts': () => {
        for (const { package: packaged } of Object.values(serverless.service.functions)) {
          if (packaged?.artifact) compress(packaged.artifact);
        }
      },
      // Before osls decides whether anything has changed.
      'before:aws:deploy:deploy:checkForChanges': () => this.#fit(serverless),
      'after:deploy:deploy': async () => {
        if (this.#unprotected.length > 0) {
          grantProtection(templateOf(serverless), this.#unprotected);
          await serverless.pluginManager.spawn('aws:deploy:deploy');
        }
        const aws = serverless.getProvider('aws');
        rememberRegion(aws.getStage(), aws.getRegion());
      },
      'after:remove:remove': () => forgetRegion(serverless.getProvider('aws').getStage()),
      'url:print': async () => {
        if (options.source === TEST_ALERT_SOURCE)
          throw new serverless.classes.Error(
            `source ${TEST_ALERT_SOURCE}: it is for test alerts alone; choose another name`,
            'NO_WEBHOOK_URL',
          );
        process.stdout.write(`${await urlOf(serverless, options.source ?? 'main')}\n`);
      },
      // The very last hook, since the URL is what somebody who deploys wants to see.
      finalize: async () => {
        if (command !== 'deploy') return;
        const url = await urlOf(serverless, 'main');
        const shared = sharedFate(url, serverless.service.custom.oncall.runtime?.endpoints ?? []);
        if (shared.length > 0)
          process.stdout.write(`
${sharedFateWarning(url, shared)}
`);
        process.stdout.write(`
Console: ${new URL('/console', url).href}
`);
        process.stdout.write(`Webhook URL (paste into Flavours): ${url}
`);
      },
    };
  }

  async #fit(serverless: Serverless): Promise<void> {
    const aws = serverless.getProvider('aws');
    const config = await aws.getAwsSdkV3Config();
    try {
      const { unprotected, lines } = await fitToStack(
        templateOf(serverless),
        config,
        aws.naming.getStackName(),
      );
      this.#unprotected = unprotected;
      for (const line of lines) process.stdout.write(`${line}\n`);
    } catch (error) {
      throw oneLine(serverless, error, 'CANNOT_FIT_STACK');
    }
  }
}

/** Commands that reach no stack. */
const OFFLINE = new Set(['package', 'print']);

const templateOf = (serverless: Serverless): Record<string, unknown> =>
  serverless.service.provider.compiledCloudFormationTemplate.Resources;

/** One line instead of the stack trace that osls prints for errors of plugins. */
const oneLine = (serverless: Serverless, error: unknown, code: string): Error =>
  new serverless.classes.Error(error instanceof Error ? error.message : String(error), code);

const addPeople = (serverless: Serverless, command: string): void => {
  const { oncall, domain } = serverless.service.custom;
  if (oncall.problems.length > 0) {
    throw new serverless.classes.Error(oncall.problems.join('\n'), 'ONCALL_INVALID');
  }
  if (domain.problems.length > 0) {
    throw new serverless.classes.Error(domain.problems.join('\n'), 'DOMAIN_INVALID');
  }
  if (command === 'deploy' && oncall.examples.length > 0) {
    throw new serverless.classes.Error(
      `These are example people, fill in your own: ${oncall.examples.join(', ')}`,
      'ONCALL_EXAMPLE',
    );
  }
  const { Resources, Outputs } = serverless.service.resources;
  const ofDomain = domainResources(domain);
  Object.assign(Resources, subscriptionResources(oncall), ofDomain.Resources);
  Object.assign(Outputs, ofDomain.Outputs);
  addIntegrations(serverless.service, oncall.integrations !== '[]');
  mkdirSync('.build', { recursive: true });
  writeFileSync('.build/oncall.json', JSON.stringify(oncall.runtime));
};

const urlOf = async (serverless: Serverless, source: string): Promise<string> => {
  const aws = serverless.getProvider('aws');
  const receive = serverless.service.getFunction('receive').name;
  try {
    return await webhookUrl(await aws.getAwsSdkV3Config(), aws.naming.getStackName(), receive, source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw oneLine(serverless, `no webhook URL: ${reason}`, 'NO_WEBHOOK_URL');
  }
};
