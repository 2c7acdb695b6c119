import { pathParametersOf, type RouteKey } from './event.ts';

type WithKey = { routeKey: RouteKey };

const isGreedy = (routeKey: RouteKey): boolean => routeKey.endsWith('+}');
const spelledOut = (routeKey: RouteKey): number =>
  routeKey.split('/').filter((segment) => !segment.startsWith('{')).length;
const isAny = (routeKey: RouteKey): boolean => routeKey.startsWith('ANY ');

/**
 * The more specific route first: one without a greedy parameter, then the one that spells out more of its path, then the one
 * that names its method. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
const bySpecificity = ({ routeKey: one }: WithKey, { routeKey: other }: WithKey): number =>
  Number(isGreedy(one)) - Number(isGreedy(other)) ||
  spelledOut(other) - spelledOut(one) ||
  Number(isAny(one)) - Number(isAny(other));

/** The route that an HTTP API takes for a decoded path, whatever their order, and its parameters. */
export const routeFor = <Route extends WithKey>(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined => {
  for (const route of routes.toSorted(bySpecificity)) {
    const parameters = pathParametersOf(route.routeKey, method, path);
    if (parameters) return { route, parameters };
  }
  return undefined;
};
