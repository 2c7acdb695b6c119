import type { Area, Cause } from './cause.ts';
import { type Step, stepsFor } from './runbook.ts';

/**
 * What a cause means to somebody who was just woken. `sentence` says what Flavours' words support and no more:
 * nothing was verified. `short` is its form for an SMS: at most 40 characters, all in GSM-7.
 */
export type Advice = {
  area: Area;
  sentence: string;
  fact: string;
  short: string;
  firstCheck: string;
  steps: Step[];
};

/** The advice for a cause, with the endpoint's own host, port and path in its commands. */
export const adviceFor = (cause: Cause, endpoint: string | undefined): Advice => {
  const { fact, ...meaning } = MEANINGS[cause];
  return { ...meaning, fact: fact ?? factOf(meaning.sentence), steps: stepsFor(cause, endpoint) };
};

const SAID = 'Flavours says that ';

/** A sentence about what Flavours says, as a fact. */
const factOf = (sentence: string): string => {
  if (!sentence.startsWith(SAID)) return sentence;
  const fact = sentence.slice(SAID.length);
  return `${fact.charAt(0).toUpperCase()}${fact.slice(1)}`;
};

/** `fact` stands where the sentence speaks of what happened to Flavours itself. */
type Meaning = Omit<Advice, 'steps' | 'fact'> & { fact?: string };

const MEANINGS: Record<Cause, Meaning> = {
  address: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the address is not one it can call.',
    fact: 'The address is not one that can be called.',
    short: 'bad webhook address',
    firstCheck: 'Read the webhook address in the settings at Flavours, letter by letter.',
  },
  dns: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the host name does not exist in DNS.',
    short: 'host name not found in DNS',
    firstCheck: 'Does the host name resolve? Has the domain expired, or was its record deleted?',
  },
  'dns-temporary': {
    area: 'network',
    sentence: 'Flavours says that DNS did not answer for the host name. The fault may be on either side.',
    fact: 'DNS gives no answer for the host name.',
    short: 'DNS gave no answer',
    firstCheck: "Do your domain's name servers answer?",
  },
  connection: {
    area: 'application downtime',
    sentence: 'Flavours says that it could not connect: the server refused, or nothing listens there.',
    fact: 'The server refuses connections, or nothing listens there.',
    short: 'server refuses connections',
    firstCheck: 'Is the web server or load balancer running, and does it listen on this port?',
  },
  'connect-timeout': {
    area: 'network',
    sentence:
      'Flavours says that it could not connect in time: the host is down, or a firewall drops its packets.',
    fact: 'No connection comes about in time: the host is down, or a firewall drops packets.',
    short: 'cannot connect in time',
    firstCheck: 'Is the host up? Was a firewall, security group or allow-list changed?',
  },
  unreachable: {
    area: 'network',
    sentence: 'Flavours says that there is no network route to the server.',
    short: 'no network route to server',
    firstCheck: 'Does DNS give the right address, and does your hosting provider report trouble?',
  },
  reset: {
    area: 'application downtime',
    sentence: 'Flavours says that the server hung up before it had answered.',
    fact: 'The server hangs up before it has answered.',
    short: 'server hangs up without answer',
    firstCheck: 'Does the application crash, or does a proxy or firewall cut the request off?',
  },
  'tls-expired': {
    area: 'endpoint configuration',
    sentence: "Flavours says that the server's TLS certificate has expired.",
    short: 'TLS certificate expired',
    firstCheck: 'When does the certificate that the server presents end?',
  },
  'tls-name': {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the TLS certificate is for another host name.',
    short: 'TLS certificate for wrong name',
    firstCheck: 'Is the host name among the names in the certificate?',
  },
  'tls-untrusted': {
    area: 'endpoint configuration',
    sentence:
      'Flavours says that it does not trust the TLS certificate: self-signed, or part of its chain is missing.',
    fact: 'The TLS certificate is not trusted: it is self-signed, or part of its chain is missing.',
    short: 'TLS certificate not trusted',
    firstCheck: 'Does the server send the intermediate certificate? A browser may hide that it does not.',
  },
  'tls-certificate': {
    area: 'endpoint configuration',
    sentence: 'Flavours says that it does not accept the TLS certificate.',
    fact: 'The TLS certificate is not accepted.',
    short: 'TLS certificate not accepted',
    firstCheck: 'Look at the end, the names and the issuer of the certificate.',
  },
  tls: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that no secure connection could be agreed with the server.',
    short: 'TLS handshake fails',
    firstCheck: 'Does this port speak TLS 1.2 or later, or plain HTTP?',
  },
  protocol: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the server answered with something that is not valid HTTP.',
    short: 'answer is not valid HTTP',
    firstCheck: 'Does the right service listen on this port?',
  },
  timeout: {
    area: 'performance',
    sentence: 'Flavours says that it got no full answer in time.',
    fact: 'No full answer comes in time.',
    short: 'no answer in time',
    firstCheck: 'Is the application slow or overloaded? Compare its response time with usual.',
  },
  redirect: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the endpoint redirects elsewhere; senders of webhooks do not follow.',
    short: 'endpoint redirects elsewhere',
    firstCheck: 'Where does it redirect to: https, a slash at the end, a login page?',
  },
  rejected: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that your application refuses the request as wrong.',
    short: 'app rejects the request',
    firstCheck: 'What does your application log for the refused request? Is it one event or all?',
  },
  unauthorized: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that your side does not let it in.',
    fact: 'Your side denies access.',
    short: 'your side denies access',
    firstCheck: 'Was a token or secret changed, or a firewall, bot or country rule?',
  },
  missing: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the path does not exist on your server.',
    short: 'path not found on server',
    firstCheck: 'Did a deploy remove or rename the route?',
  },
  method: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the path exists, but does not take POST requests.',
    short: 'path does not accept POST',
    firstCheck: 'Does the route take POST on exactly this path?',
  },
  limits: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that your server refuses the size, the type or the slowness of the request.',
    short: 'request limits exceeded',
    firstCheck: 'Which limit? The code tells: 408 time, 413 body, 414 address, 415 type, 431 headers.',
  },
  throttled: {
    area: 'performance',
    sentence: 'Flavours says that your side limits how often it may call.',
    fact: 'Your side limits how often it may be called.',
    short: 'rate limiter blocks Flavours',
    firstCheck: 'Which rate limiter counts these requests: application, proxy or CDN?',
  },
  crashed: {
    area: 'application downtime',
    sentence: 'Flavours says that your application fails with an error of its own.',
    short: 'app fails with an error',
    firstCheck: 'What does your error tracker or application log show since this began?',
  },
  unsupported: {
    area: 'endpoint configuration',
    sentence: 'Flavours says that the server does not support this kind of request.',
    short: 'request kind not supported',
    firstCheck: 'Does a proxy in front refuse POST or this HTTP version?',
  },
  unavailable: {
    area: 'application downtime',
    sentence: 'Flavours says that a server answers, but the application behind it is down or overloaded.',
    short: 'app down or overloaded',
    firstCheck: 'Are the application and its load balancer healthy?',
  },
  'gateway-timeout': {
    area: 'performance',
    sentence: 'Flavours says that a server answers, but the application behind it is too slow.',
    short: 'app too slow behind its proxy',
    firstCheck:
      'Is the application overloaded or waiting for something? Compare its response time with usual.',
  },
  origin: {
    area: 'network',
    sentence: 'Flavours got an error that Cloudflare gives when it cannot reach your own server behind it.',
    fact: 'Cloudflare cannot reach your own server behind it.',
    short: 'Cloudflare cannot reach server',
    firstCheck: 'Is the server behind Cloudflare up, and does it let the addresses of Cloudflare in?',
  },
  'origin-tls': {
    area: 'endpoint configuration',
    sentence: 'Flavours got an error that Cloudflare gives when TLS to your own server behind it fails.',
    fact: 'TLS between Cloudflare and your own server fails.',
    short: 'Cloudflare rejects server TLS',
    firstCheck: 'Is the certificate on the server behind Cloudflare valid?',
  },
  sender: {
    area: 'unknown',
    sentence: 'Flavours names a fault that is usually on the side of whoever sends, not on yours.',
    short: 'fault seems to be at Flavours',
    firstCheck: 'Does your endpoint answer? Then ask Flavours.',
  },
  unreadable: {
    area: 'unknown',
    sentence:
      'Something was posted to our error webhook that we could not read (why: see Facts). It may report a failing webhook.',
    short: 'may report a failing webhook',
    firstCheck: 'Read the raw text that was kept.',
  },
  flood: {
    area: 'unknown',
    sentence:
      'Flavours names more failing endpoints of one source than that may have incidents for; the rest are grouped here. Something that they share has failed, or somebody who has the webhook URL makes them up.',
    short: 'too many endpoints at once',
    firstCheck: 'Are these endpoints yours?',
  },
  unknown: {
    area: 'unknown',
    sentence: 'Flavours gave no reason that we recognise. What it said stands under Facts.',
    fact: 'The reason is not known.',
    short: 'reason unknown',
    firstCheck: 'Does the endpoint answer?',
  },
};
