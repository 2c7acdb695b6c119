import type { CauseDefinition } from './definition.ts';
import { ROLL_BACK, SEE_FOR_YOURSELF } from './shared-steps.ts';

/** What fails behind the server that answers. */
export const SERVING = {
  crashed: {
    area: 'application downtime',
    isOfApplication: true,
    sentence: 'Flavours says that your application fails with an error of its own.',
    short: 'app fails with an error',
    firstCheck: 'What does your error tracker or application log show since this began?',
    steps: ({ http }) => [
      { text: 'Find the error in the application log or error tracker.' },
      { text: `${ROLL_BACK} Are database, disk and memory well?` },
      { text: SEE_FOR_YOURSELF, ...http },
    ],
  },
  unsupported: {
    statuses: [501, 505],
    area: 'endpoint configuration',
    isOfApplication: true,
    sentence: 'Flavours says that the server does not support this kind of request.',
    short: 'request kind not supported',
    firstCheck: 'Does a proxy in front refuse POST or this HTTP version?',
    steps: ({ headers }) => [
      { text: 'See who answers:', ...headers },
      { text: 'Look at the proxy: it must pass POST requests on to the application.' },
    ],
  },
  unavailable: {
    statuses: [502, 503],
    area: 'application downtime',
    isOfApplication: false,
    sentence: 'Flavours says that a server answers, but the application behind it is down or overloaded.',
    short: 'app down or overloaded',
    firstCheck: 'Are the application and its load balancer healthy?',
    steps: ({ http }) => [
      { text: 'Look whether application and load balancer are healthy; restart or add capacity.' },
      { text: ROLL_BACK },
      { text: SEE_FOR_YOURSELF, ...http },
    ],
  },
  'gateway-timeout': {
    statuses: [504, 524, 598, 599],
    area: 'performance',
    isOfApplication: false,
    sentence: 'Flavours says that a server answers, but the application behind it is too slow.',
    short: 'app too slow behind its proxy',
    firstCheck:
      'Is the application overloaded or waiting for something? Compare its response time with usual.',
    steps: ({ http }) => [
      { text: 'Look at load, database and slow requests since this began; add capacity or restart.' },
      { text: SEE_FOR_YOURSELF, ...http },
      { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
    ],
  },
  origin: {
    statuses: [520, 521, 522, 523, 527, 530],
    area: 'network',
    isOfApplication: false,
    sentence: 'Flavours got an error that Cloudflare gives when it cannot reach your own server behind it.',
    fact: 'Cloudflare cannot reach your own server behind it.',
    short: 'Cloudflare cannot reach server',
    firstCheck: 'Is the server behind Cloudflare up, and does it let the addresses of Cloudflare in?',
    steps: ({ http }) => [
      { text: 'Look whether the server behind Cloudflare runs and takes connections from it.' },
      { text: "Compare the server's address with the DNS record at Cloudflare." },
      { text: SEE_FOR_YOURSELF, ...http },
    ],
  },
  'origin-tls': {
    statuses: [525, 526],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours got an error that Cloudflare gives when TLS to your own server behind it fails.',
    fact: 'TLS between Cloudflare and your own server fails.',
    short: 'Cloudflare rejects server TLS',
    firstCheck: 'Is the certificate on the server behind Cloudflare valid?',
    steps: ({ http }) => [
      { text: 'Renew the certificate on the server itself; the one Cloudflare shows is another.' },
      {
        text: 'Look at the SSL/TLS mode at Cloudflare: "Full (strict)" needs a valid certificate on your server.',
      },
      { text: SEE_FOR_YOURSELF, ...http },
    ],
  },
} as const satisfies Record<string, CauseDefinition>;
