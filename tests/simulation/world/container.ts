import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { tablePrefix } from '../../../lib/adapters/config/table-names.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { LOCAL_ACCESS_KEY, LOCAL_REGION } from '../../../local/dynamodb/api.ts';
import { TOPIC_ARN } from '../../../local/lambda/environment.ts';
import { temporaryFolder } from '../../temporary.ts';
import type { Built, FunctionName, Load } from './build.ts';
import { globalsFor, type Surroundings } from './globals.ts';

export type Handler = (event: unknown, context: object) => unknown;
const Module = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });

export const PREFIX = tablePrefix('promise');
export const WEBHOOK_SECRET = 'a secret of the promise bench, long enough';
/** Monitored from the start, because the team says what it answers. */
export const NAMED = 'https://named.merchant.example/hooks/orders';
/** The beginning of URLs that the team lists: twice as many of them as of others may have incidents. */
export const PARTNER = 'https://partner.example/hooks';
/** The queue of a program that fetches again what was lost. */
export const MACHINE = 'arn:aws:sqs:us-east-1:000000000000:recovery';
/** Two levels, so that escalation goes on in each storm; a machine; a small cap, so that a small flood passes it. */
export const ONCALL = OncallConfig.parse({
  levels: [
    { subscribers: [{ email: 'oncall@example.com' }, { sms: '+966500000000' }, { sqs: MACHINE }] },
    { afterMinutes: 15, subscribers: [{ email: 'second@example.com' }] },
  ],
  acknowledgementMinutes: 20,
  maxOpenIncidentsPerSource: 8,
  endpoints: [
    { url: NAMED, expectedStatus: 405 },
    { url: PARTNER, name: 'Partner' },
  ],
});
export const ONCALL_AT_RUNTIME = oncallAtRuntime(ONCALL);

/** A function's module with its SDK clients. It serves one world after the other: it keeps nothing between them. */
export class Container {
  readonly #load: Load;
  readonly #environment: Readonly<Record<string, string>>;
  #handler: Handler | undefined;
  #here: Surroundings | undefined;

  constructor(load: Load, environment: Readonly<Record<string, string>>) {
    this.#load = load;
    this.#environment = environment;
  }

  /** Moves into this world. Returns the handler. */
  enter(here: Surroundings): Handler {
    this.#here = here;
    this.#handler ??= Module.parse(this.#load(globalsFor(this.#environment, () => this.#where()))).handler;
    return this.#handler;
  }

  #where(): Surroundings {
    if (!this.#here) throw new Error('code ran in no world');
    return this.#here;
  }
}

/** The containers of one build, in order: the first instance of a function has the first, in every world. */
export type Containers = (name: FunctionName, index: number, pendingAgeS: number) => Container;

export const containersOf = (built: Built): Containers => {
  const environment = environmentIn(temporaryFolder('promise'));
  const made = new Map<string, Container>();
  return (name, index, pendingAgeS) => {
    const key = `${name} ${index} ${pendingAgeS}`;
    const own = { ...environment, PENDING_AGE_S: String(pendingAgeS) };
    const container = made.get(key) ?? new Container(built[name], own);
    made.set(key, container);
    return container;
  };
};

const environmentIn = (dir: string): Record<string, string> => {
  const oncallFile = join(dir, 'oncall.json');
  writeFileSync(oncallFile, JSON.stringify(ONCALL_AT_RUNTIME));
  const nowhere = 'http://127.0.0.1:1'; // the wire knows where calls go
  return {
    TABLE_PREFIX: PREFIX,
    TOPIC_ARN,
    WEBHOOK_SECRET,
    ONCALL_FILE: oncallFile,
    SOURCE_VERSIONS: '{}',
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: LOCAL_ACCESS_KEY,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: nowhere,
    AWS_ENDPOINT_URL_SNS: nowhere,
  };
};
