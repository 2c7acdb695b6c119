import type { Template } from '../template/template.ts';
import { type Invoke, lambdaFunction } from './functions.ts';

/** Lambda's defaults, if the template does not say. */
const TIMEOUT_MS = {
  receive: 6000,
  dispatch: 30_000,
  sweep: 50_000,
  check: 60_000,
  deliveries: 6000,
  console: 20_000,
  api: 20_000,
  integrate: 29_000,
  selftest: 60_000,
};

/** A handler's module, as `import()` gives it. */
export type HandlerModules = Record<
  'receive' | 'dispatch' | 'sweep' | 'check' | 'deliveries' | 'console' | 'api' | 'integrate' | 'selftest',
  () => Promise<unknown>
>;

/** The handlers as they are in this checkout. */
export const HANDLERS: HandlerModules = {
  receive: () => import('../../handlers/receive.ts'),
  dispatch: () => import('../../handlers/dispatch.ts'),
  sweep: () => import('../../handlers/sweep.ts'),
  check: () => import('../../handlers/check.ts'),
  deliveries: () => import('../../handlers/deliveries.ts'),
  console: () => import('../../handlers/console.ts'),
  api: () => import('../../handlers/api.ts'),
  integrate: () => import('../../handlers/integrate.ts'),
  selftest: () => import('../../handlers/selftest.ts'),
};

/** Each handler as a function of Lambda, by its name in the template. */
export const loadFunctions = async (
  handlers: HandlerModules,
  template: Template,
): Promise<Record<keyof HandlerModules, Invoke>> => {
  const load = async (name: keyof HandlerModules) =>
    lambdaFunction(name, await handlers[name](), template.timeoutMs(name, TIMEOUT_MS[name]));
  /** Functions that nobody waits for at the start. */
  const loadLater = (name: keyof HandlerModules): Invoke => {
    let loaded: Promise<Invoke> | undefined;
    return async (event) => {
      loaded ??= load(name);
      return (await loaded)(event);
    };
  };
  const [receive, dispatch, sweep] = await Promise.all([load('receive'), load('dispatch'), load('sweep')]);
  return {
    receive,
    dispatch,
    sweep,
    check: loadLater('check'),
    deliveries: loadLater('deliveries'),
    console: loadLater('console'),
    api: loadLater('api'),
    integrate: loadLater('integrate'),
    selftest: loadLater('selftest'),
  };
};
