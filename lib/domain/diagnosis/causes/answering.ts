import type { CauseDefinition } from './definition.ts';
import { ROLL_BACK } from './shared-steps.ts';

/** What is wrong with an answer, or with the request in the eyes of whoever answers. */
export const ANSWERING = {
  protocol: {
    curl: [8, 61],
    errorNames: [
      'HPE_INVALID_CONSTANT',
      'HPE_INVALID_HEADER_TOKEN',
      'HPE_INVALID_VERSION',
      'HPE_HEADER_OVERFLOW',
    ],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that the server answered with something that is not valid HTTP.',
    short: 'answer is not valid HTTP',
    firstCheck: 'Does the right service listen on this port?',
    steps: ({ headers }) => [
      { text: 'See the answer:', ...headers },
      { text: 'Look at what listens on the port, and at proxies and compression between.' },
    ],
  },
  timeout: {
    curl: [28],
    errorNames: ['ESOCKETTIMEDOUT', 'ECONNABORTED', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
    area: 'performance',
    isOfApplication: false,
    sentence: 'Flavours says that it got no full answer in time.',
    fact: 'No full answer comes in time.',
    short: 'no answer in time',
    firstCheck: 'Is the application slow or overloaded? Compare its response time with usual.',
    steps: ({ http }) => [
      { text: 'Measure; how long Flavours waits is not documented, so aim below 3 s:', ...http },
      { text: 'Look at load, database and slow requests since this began; add capacity or restart.' },
      { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
    ],
  },
  redirect: {
    curl: [47],
    errorNames: ['ERR_FR_TOO_MANY_REDIRECTS', 'ERR_TOO_MANY_REDIRECTS'],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that the endpoint redirects elsewhere; senders of webhooks do not follow.',
    short: 'endpoint redirects elsewhere',
    firstCheck: 'Where does it redirect to: https, a slash at the end, a login page?',
    steps: ({ headers }) => [
      { text: 'See where to, in the line "location":', ...headers },
      { text: 'Set that final address at Flavours, or switch off the redirect for this path.' },
    ],
  },
  rejected: {
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that your application refuses the request as wrong.',
    short: 'app rejects the request',
    firstCheck: 'What does your application log for the refused request? Is it one event or all?',
    steps: ({ http }) => [
      { text: 'Find the refused request and its reason in the application log.' },
      { text: 'If validation was tightened or the form of the event has changed, accept it again.' },
      { text: 'See that the path is served at all:', ...http },
    ],
  },
  // 419: Laravel refuses a CSRF token; 495, 496: nginx wants a client certificate
  unauthorized: {
    statuses: [401, 403, 407, 419, 495, 496],
    curl: [67, 98],
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that your side does not let it in.',
    fact: 'Your side denies access.',
    short: 'your side denies access',
    firstCheck: 'Was a token or secret changed, or a firewall, bot or country rule?',
    steps: ({ headers }) => [
      {
        text: 'See who refuses: application, proxy or firewall (the line "server" often tells):',
        ...headers,
      },
      { text: 'If a token was changed, set the new one at Flavours.' },
      { text: 'Exempt this path from bot rules, country rules, login and CSRF protection.' },
    ],
  },
  missing: {
    statuses: [404, 410],
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that the path does not exist on your server.',
    short: 'path not found on server',
    firstCheck: 'Did a deploy remove or rename the route?',
    steps: ({ http }) => [
      { text: 'Compare the path with your routes and with the settings at Flavours:', ...http },
      { text: ROLL_BACK },
    ],
  },
  method: {
    statuses: [405],
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that the path exists, but does not take POST requests.',
    short: 'path does not accept POST',
    firstCheck: 'Does the route take POST on exactly this path?',
    steps: ({ headers }) => [
      { text: 'Allow POST on this path in application, proxy and firewall.' },
      { text: 'The line "allow", where there is one, names what is taken:', ...headers },
    ],
  },
  limits: {
    statuses: [408, 413, 414, 415, 431, 494],
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that your server refuses the size, the type or the slowness of the request.',
    short: 'request limits exceeded',
    firstCheck: 'Which limit? The code tells: 408 time, 413 body, 414 address, 415 type, 431 headers.',
    steps: ({ http }) => [
      { text: 'Raise that limit in proxy and application; JSON must be an accepted type.' },
      { text: 'See that the path is served at all:', ...http },
    ],
  },
  throttled: {
    statuses: [429],
    area: 'performance',
    isOfApplication: true,
    sentence: 'Flavours says that your side limits how often it may call.',
    fact: 'Your side limits how often it may be called.',
    short: 'rate limiter blocks Flavours',
    firstCheck: 'Which rate limiter counts these requests: application, proxy or CDN?',
    steps: ({ headers }) => [
      { text: 'Exempt this path from the rate limiter, or raise its limit.' },
      { text: 'See who limits (the lines "server" and "retry-after"):', ...headers },
      { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
    ],
  },
} as const satisfies Record<string, CauseDefinition>;
