import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Context, Hono } from 'hono';
import type { Session } from '../../adapters/dynamodb/sessions.ts';
import type { RunContext } from '../../use-cases/runtime/run-context.ts';

/** The configuration of `console` and of `api`. `origin` has no slash at its end. */
export type Site = {
  origin: string;
  /** For links and sign-ins, which `console` alone verifies: `api` is not given the previous one. */
  linkSecrets: readonly [string, ...string[]];
  /** For webhook URLs, which are shown after one more click, and to which test alerts are posted. */
  webhookSecret: string;
  sourceVersions: Readonly<Record<string, number>>;
  /** Where SNS's figures are. Only `api` looks at them, and a laptop has none. */
  metrics?: CloudWatchClient | undefined;
};

/** Who makes a request: the session of a browser, if there is one, or a program. */
export type Variables = {
  session: Session;
  sessionKey: string;
  /** The name of the token that a program uses. */
  program: string | undefined;
};
export type Env = { Bindings: { run: RunContext; site: Site; sourceIp: string }; Variables: Variables };
export type App = Hono<Env>;
export type Ctx = Context<Env>;
