import { createMiddleware } from 'hono/factory';
import { ErrorPage } from '../pages/error.tsx';
import type { App, Env } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { viewOf } from '../view/view.ts';

/**
 * The methods that our routes have for a path: RFC 9110 §15.5.6 wants them listed. Middleware has all methods and
 * does not count.
 */
const methodsOf = ({ router }: App, path: string): string[] => {
  const isTaken = (method: string): boolean =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method);
  return [
    ...(isTaken('GET') ? ['GET', 'HEAD'] : []),
    ...['POST', 'DELETE'].filter((method) => isTaken(method)),
  ];
};

/** Refuses a method that the path does not have, before anybody has to sign in: routes are no secret. */
export const routedMethodsOnly = (app: App) =>
  createMiddleware<Env>(async (context, next) => {
    const { method, path } = context.req;
    const methods = methodsOf(app, path);
    if (methods.length === 0 || methods.includes(method)) return next();
    const allow = methods.join(', ');
    if (path.startsWith('/api/')) return problemAnswer(context, 405, `this takes ${allow}`, { Allow: allow });
    const words = `It takes ${allow}. Open the console and go on from there.`;
    return context.html(
      <ErrorPage view={viewOf(context.env.run)} headline="This cannot be asked of this page" words={words} />,
      405,
      { Allow: allow },
    );
  });
