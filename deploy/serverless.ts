import type { Domain } from './domain.ts';
import type { OncallForStack } from './oncall-for-stack.ts';
import type { webhookUrl } from './webhook-url.ts';

/** The part of osls that is used here. */
export type Serverless = {
  processedInput: { commands: string[] };
  service: {
    custom: { oncall: OncallForStack; domain: Domain; prefix: string; switches: unknown };
    functions: Record<string, { package?: { artifact?: string } }>;
    resources: { Resources: Record<string, unknown>; Outputs: Record<string, unknown> };
    provider: {
      tracing?: unknown;
      stage: string;
      region: string;
      compiledCloudFormationTemplate: { Resources: Record<string, unknown> };
    };
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

/** What a hook of osls is called by, and does. */
export type Hooks = Record<string, () => void | Promise<void>>;

/** One line instead of the stack trace that osls prints for errors of plugins. */
export const oneLine = (serverless: Serverless, error: unknown, code: string): Error =>
  new serverless.classes.Error(error instanceof Error ? error.message : String(error), code);
