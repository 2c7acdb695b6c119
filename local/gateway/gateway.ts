import type { RequestListener, ServerResponse } from 'node:http';
import { textOf } from '../support/errors.ts';
import { decodedPath, gatewayEvent, type RouteKey } from './event.ts';
import { bodyOf } from './http-server.ts';
import { BODY_LIMIT_BYTES, headersProblem, isEventTooLarge, resultProblem } from './limits.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswerOf } from './result.ts';
import { routeFor } from './route-for.ts';

export type Route = { routeKey: RouteKey; invoke(event: unknown): Promise<unknown> };

/** An HTTP API in front of functions: routes, events and its own answers as in API Gateway. */
export const gateway =
  (routes: readonly Route[], log: (line: string) => void): RequestListener =>
  async (request, response) => {
    send(response, await answerTo(routes, request, log));
  };

const answerTo = async (
  routes: readonly Route[],
  request: Parameters<RequestListener>[0],
  log: (line: string) => void,
): Promise<HttpAnswer> => {
  try {
    const path = decodedPath((request.url ?? '/').split('?', 1)[0] ?? '/');
    const found = routeFor(routes, request.method ?? '', path);
    if (!found) return gatewayAnswer(404, 'Not Found');
    const { routeKey, invoke } = found.route;
    const body = await bodyOf(request, BODY_LIMIT_BYTES);
    if (!body) return gatewayAnswer(413, 'Request Entity Too Large');
    const event = gatewayEvent(routeKey, path, found.parameters, request, body, new Date());
    if (isEventTooLarge(event)) return gatewayAnswer(413, 'Request Entity Too Large');
    const returned = await invoke(event);
    const answer = httpAnswerOf(returned);
    const problem = resultProblem(returned) ?? headersProblem(answer);
    if (problem === undefined) return answer;
    log(`gateway: ${problem}`);
    return gatewayAnswer(500, 'Internal Server Error');
  } catch (error) {
    if (error instanceof URIError) return gatewayAnswer(400, 'Bad Request');
    log(`gateway: ${textOf(error)}`);
    return gatewayAnswer(500, 'Internal Server Error');
  }
};

/** Writes one answer, with its length. */
export const send = (response: ServerResponse, { status, headers, body }: HttpAnswer): void => {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(body);
};
