import * as z from 'zod';
import { ANSWERING } from './causes/answering.ts';
import { CONNECTING } from './causes/connecting.ts';
import type { CauseDefinition } from './causes/definition.ts';
import { ELSEWHERE } from './causes/elsewhere.ts';
import { SERVING } from './causes/serving.ts';
import { TLS_FAILING } from './causes/tls-failing.ts';

const ALL = { ...CONNECTING, ...TLS_FAILING, ...ANSWERING, ...SERVING, ...ELSEWHERE };

const isCause = (name: string): name is keyof typeof ALL => Object.hasOwn(ALL, name);

/** Why an endpoint fails, from a closed list. */
export const Cause = z.enum(Object.keys(ALL).filter(isCause));
export type Cause = z.infer<typeof Cause>;

/** What each cause is known by and means. The words that say it are in cause.ts: their order matters. */
export const CAUSES: Readonly<Record<Cause, CauseDefinition>> = ALL;

type Clues = 'statuses' | 'curl' | 'errnos' | 'errorNames';
type Value<ClueKind extends Clues> = NonNullable<CauseDefinition[ClueKind]>[number];

const causesBy = <ClueKind extends Clues>(kind: ClueKind): ReadonlyMap<Value<ClueKind>, Cause> =>
  new Map(
    Cause.options.flatMap((cause) => {
      const values: readonly Value<ClueKind>[] = CAUSES[cause][kind] ?? [];
      return values.map((value) => [value, cause] as const);
    }),
  );

export const BY_STATUS = causesBy('statuses');
export const BY_CURL_NUMBER = causesBy('curl');
export const BY_ERRNO = causesBy('errnos');
export const BY_ERROR_NAME = causesBy('errorNames');
