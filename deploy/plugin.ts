import { mkdirSync, writeFileSync } from 'node:fs';
import { TEST_ALERT_SOURCE } from '../lib/domain/incidents/test-alert.ts';
import { compress } from './compress.ts';
import { domainResources } from './domain.ts';
import { addIntegrations } from './integration-resources.ts';
import { type Hooks, oneLine, type Serverless } from './serverless.ts';
import { sharedFate, sharedFateWarning } from './shared-fate.ts';
import { checkRegion, stackHooks } from './stack-hooks.ts';
import { subscriptionResources } from './subscription-resources.ts';
import { webhookUrl } from './webhook-url.ts';

/** Ties `oncall.yml` to the stack, and prints the webhook URL. */
export class OncallPlugin {
  readonly commands = {
    url: {
      usage: 'Print the webhook URL of a source',
      lifecycleEvents: ['print'],
      options: { source: { usage: 'Who posts; any name has a URL (default: main)', type: 'string' } },
    },
  };
  readonly hooks: Hooks;

  constructor(serverless: Serverless, options: { source?: string; region?: string }) {
    const command = serverless.processedInput.commands.join(' ');
    this.hooks = {
      initialize: async () => {
        await checkRegion(serverless, command, options.region);
        if (command === 'package' || command === 'deploy') addPeople(serverless, command);
      },
      'after:package:createDeploymentArtifacts': () => {
        for (const { package: packaged } of Object.values(serverless.service.functions)) {
          if (packaged?.artifact) compress(packaged.artifact);
        }
      },
      ...stackHooks(serverless),
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
}

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
