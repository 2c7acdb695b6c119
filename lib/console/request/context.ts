import type { Context, Hono } from 'hono';
import type { Session } from '../../adapters/dynamodb/sessions.ts';
import type { Work } from '../../use-cases/runtime/run-context.ts';

/** What the console knows from its configuration. `origin` has no slash behind it. */
export type Site = {
  origin: string;
  linkSecrets: readonly [string, ...string[]];
  /** Of the webhook's URLs, which are shown behind one more click. */
  webhookSecret: string;
  sourceVersions: Readonly<Record<string, number>>;
};

/** What each request has: the work of this invocation, the site, and who is signed in, where somebody is. */
export type Variables = {
  work: Work;
  site: Site;
  session: Session;
  sessionKey: string;
  /** The name of the token by which a program asks. */
  program: string | undefined;
};
export type Bindings = { work: Work; site: Site; sourceIp: string };
export type App = Hono<{ Bindings: Bindings; Variables: Variables }>;
export type Ctx = Context<{ Bindings: Bindings; Variables: Variables }>;
