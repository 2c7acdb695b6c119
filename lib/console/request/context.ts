import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Context, Hono } from 'hono';
import type { Session } from '../../adapters/dynamodb/sessions.ts';
import type { RunContext } from '../../use-cases/runtime/run-context.ts';

/** The console's configuration. `origin` has no slash at its end. */
export type Site = {
  origin: string;
  linkSecrets: readonly [string, ...string[]];
  /** For webhook URLs, which are shown after one more click. */
  webhookSecret: string;
  sourceVersions: Readonly<Record<string, number>>;
  /** Where SNS's figures are; a laptop has none. */
  metrics: CloudWatchClient | undefined;
};

/** What each request has: this invocation's context, the site, and the session, if there is one. */
export type Variables = {
  run: RunContext;
  site: Site;
  session: Session;
  sessionKey: string;
  /** The name of the token that a program uses. */
  program: string | undefined;
};
export type Bindings = { run: RunContext; site: Site; sourceIp: string };
export type App = Hono<{ Bindings: Bindings; Variables: Variables }>;
export type Ctx = Context<{ Bindings: Bindings; Variables: Variables }>;
