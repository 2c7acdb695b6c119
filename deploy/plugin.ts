import { mkdirSync, writeFileSync } from 'node:fs';
import { TEST_SOURCES } from '../lib/domain/incidents/test-alert.ts';
import { compress } from './compress.ts';
import { domainResources } from './domain.ts';
import { subscribeIntegrate } from './integration-resources.ts';
import { removePart } from './optional-parts.ts';
import { type Hooks, oneLine, type Serverless } from './serverless.ts';
import { sharedFate, sharedFateWarning } from './shared-fate.ts';
import { checkRegion, stackHooks } from './stack-hooks.ts';
import { subscriptionResources } from './subscription-resources.ts';
import { applySwitches, switchesOf } from './switches.ts';
import { webhookUrl } from './webhook-url.ts';
import { webhookUrlLine } from './webhook-url-line.ts';

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
      'after:package:createDeploymentArtifacts': async () => {
        for (const { package: packaged } of Object.values(serverless.service.functions)) {
          if (packaged?.artifact) await compress(packaged.artifact);
        }
      },
      ...stackHooks(serverless),
      'url:print': async () => {
        if (options.source !== undefined && TEST_SOURCES.includes(options.source))
          throw new serverless.classes.Error(
            `source ${options.source}: it is for tests alone; choose another name`,
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
        const { provider } = serverless.service;
        const reader = { isTerminal: process.stdout.isTTY, environment: process.env };
        process.stdout.write(`${webhookUrlLine(url, provider, reader)}
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
  const read = switchesOf(serverless.service.custom.switches);
  if ('problems' in read) throw new serverless.classes.Error(read.problems.join('\n'), 'PARAMETER_INVALID');
  const { switches } = read;
  const { Resources, Outputs } = serverless.service.resources;
  const ofDomain = domainResources(domain);
  Object.assign(Resources, subscriptionResources(oncall, switches.publishPlain), ofDomain.Resources);
  Object.assign(Outputs, ofDomain.Outputs);
  if (oncall.integrations === '[]') removePart(serverless.service, 'integrations');
  else subscribeIntegrate(serverless.service, switches.publishPlain);
  if (oncall.selfTest === 'off') removePart(serverless.service, 'selfTest');
  if (oncall.heartbeat === '') removePart(serverless.service, 'heartbeat');
  applySwitches(serverless.service, serverless.service.custom.prefix, switches);
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
