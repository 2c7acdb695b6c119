import type { CauseDefinition } from './definition.ts';
import { BLOCKED, SEE_FOR_YOURSELF } from './shared-steps.ts';

/** What keeps a sender from reaching the server at all, or before it has answered. */
export const CONNECTING = {
  address: {
    curl: [1, 3],
    errorNames: ['ERR_INVALID_URL', 'ERR_INVALID_PROTOCOL', 'EADDRNOTAVAIL'],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that the address is not one it can call.',
    fact: 'The address is not one that can be called.',
    short: 'bad webhook address',
    firstCheck: 'Read the webhook address in the settings at Flavours, letter by letter.',
    steps: ({ http }) => [
      { text: 'Correct the address at Flavours: it must begin with https:// and have no spaces.' },
      { text: 'Then see that it answers:', ...http },
    ],
  },
  dns: {
    curl: [6],
    errnos: [3008],
    errorNames: ['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA', 'DNS_LOOKUP_FAILED', 'NXDOMAIN'],
    area: 'endpoint configuration',
    isOfApplication: false,
    sentence: 'Flavours says that the host name does not exist in DNS.',
    short: 'host name not found in DNS',
    firstCheck: 'Does the host name resolve? Has the domain expired, or was its record deleted?',
    steps: ({ names }) => [
      { text: 'Ask DNS; no output means that the name is not there:', ...names },
      {
        text: 'Look at the domain at your registrar (paid until when?) and at the record at your DNS provider.',
      },
      { text: 'Compare the host name with the one in the settings at Flavours.' },
    ],
  },
  'dns-temporary': {
    errnos: [3001],
    errorNames: ['EAI_AGAIN', 'EAI_FAIL', 'ESERVFAIL', 'ETIMEOUT', 'SERVFAIL'],
    area: 'network',
    isOfApplication: false,
    sentence: 'Flavours says that DNS did not answer for the host name. The fault may be on either side.',
    fact: 'DNS gives no answer for the host name.',
    short: 'DNS gave no answer',
    firstCheck: "Do your domain's name servers answer?",
    steps: ({ names }) => [
      { text: 'Ask DNS, a few times:', ...names },
      { text: 'If it is slow or fails, look at the status page of your DNS provider.' },
      {
        text: 'If it always answers, the fault may have been on the side of Flavours: watch whether the count grows.',
      },
    ],
  },
  connection: {
    curl: [7, 96],
    errnos: [111],
    errorNames: ['ECONNREFUSED', 'CONNECTION_REFUSED'],
    area: 'application downtime',
    isOfApplication: false,
    sentence: 'Flavours says that it could not connect: the server refused, or nothing listens there.',
    fact: 'The server refuses connections, or nothing listens there.',
    short: 'server refuses connections',
    firstCheck: 'Is the web server or load balancer running, and does it listen on this port?',
    steps: ({ http }) => [
      { text: 'Start or restart the web server; look at the listeners of the load balancer.' },
      { text: SEE_FOR_YOURSELF, ...http },
      { text: `If it answers you, ${BLOCKED}` },
    ],
  },
  'connect-timeout': {
    errnos: [110],
    errorNames: ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'CONNECTION_TIMEOUT'],
    area: 'network',
    isOfApplication: false,
    sentence:
      'Flavours says that it could not connect in time: the host is down, or a firewall drops its packets.',
    fact: 'No connection comes about in time: the host is down, or a firewall drops packets.',
    short: 'cannot connect in time',
    firstCheck: 'Is the host up? Was a firewall, security group or allow-list changed?',
    steps: ({ http, names }) => [
      { text: 'Try to connect yourself, best from outside your own network:', ...http },
      { text: 'If that fails too: is the host up, and does DNS still give its address?', ...names },
      { text: `If it works for you, ${BLOCKED}` },
    ],
  },
  unreachable: {
    errnos: [101, 112, 113],
    errorNames: ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'HOST_UNREACHABLE'],
    area: 'network',
    isOfApplication: false,
    sentence: 'Flavours says that there is no network route to the server.',
    short: 'no network route to server',
    firstCheck: 'Does DNS give the right address, and does your hosting provider report trouble?',
    steps: ({ http, names }) => [
      { text: 'Compare the address in DNS with that of your server:', ...names },
      { text: 'Try to reach it, best from outside your own network:', ...http },
      { text: "Look at your hosting provider's status page and at your routing." },
    ],
  },
  reset: {
    curl: [16, 18, 52, 55, 56, 92],
    errnos: [104],
    errorNames: [
      'ECONNRESET',
      'EPIPE',
      'UND_ERR_SOCKET',
      'CONNECTION_RESET',
      'SOCKET_CLOSED',
      'ERR_HTTP2_STREAM_ERROR',
    ],
    area: 'application downtime',
    isOfApplication: false,
    sentence: 'Flavours says that the server hung up before it had answered.',
    fact: 'The server hangs up before it has answered.',
    short: 'server hangs up without answer',
    firstCheck: 'Does the application crash, or does a proxy or firewall cut the request off?',
    steps: ({ http }) => [
      { text: 'Look for crashes and restarts in the logs of application and proxy since this began.' },
      { text: SEE_FOR_YOURSELF, ...http },
      { text: 'Look at the limits of proxy and web application firewall: size of the body, idle time.' },
    ],
  },
} as const satisfies Record<string, CauseDefinition>;
