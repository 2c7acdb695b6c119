import { redactUrl } from '../endpoints/redact-url.ts';
import { HIDDEN } from '../security/redact.ts';
import type { Cause } from './cause.ts';

/** One corrective step; `command` can be pasted into a shell as it is. */
export type Step = { text: string; command?: string };

/** What to do about a cause, in order, with the endpoint's own host, port and path in the commands. */
export const stepsFor = (cause: Cause, endpoint: string | undefined): Step[] =>
  STEPS[cause](commandsFor(endpoint)).map((step) =>
    step.command === undefined ? { text: step.text.replace(/:$/, '.') } : toFillIn(step),
  );

/** Steps without what stands there already: a command is run once, and once it is known to answer, nobody asks if it does. */
export const withoutRepeats = (steps: readonly Step[]): Step[] =>
  steps.filter(
    ({ text, command }, index) =>
      !steps
        .slice(0, index)
        .some((earlier) => (command === undefined ? isSaid(text, earlier) : earlier.command === command)),
  );

const isSaid = (text: string, earlier: Step): boolean =>
  text === earlier.text || (earlier.text === BLOCKED_ALONE && text.endsWith(BLOCKED.slice(1)));

/** Only Flavours may be kept out: the first thing to look for once our own probe gets through. */
export const lookForBlock = (): Step => ({ text: BLOCKED_ALONE });

/** How to see that an endpoint works, if it is said to. */
export const seeForYourself = (endpoint: string | undefined): Step => {
  const { http } = commandsFor(endpoint);
  return http.command === undefined
    ? { text: SEE_FOR_YOURSELF.replace(/:$/, '.') }
    : toFillIn({ text: SEE_FOR_YOURSELF, ...http });
};

/** The URL of an endpoint for a command: without the user, and with the values of its query left to be typed in. */
const commandUrl = (endpoint: string): string => {
  const url = new URL(endpoint);
  url.username = url.password = '';
  return redactUrl(url.href);
};

/** The values of a query are shown to nobody; whoever runs the command knows them. */
const toFillIn = (step: Step): Step =>
  step.command?.includes(HIDDEN)
    ? { ...step, text: step.text.replace(/:$/, `; put what is hidden in the place of each ${HIDDEN}:`) }
    : step;

/** `text` as one word of a POSIX shell, whatever it holds. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Nothing to run where there is no endpoint. */
type Commands = Record<'http' | 'headers' | 'names' | 'certificate', Pick<Step, 'command'>>;

const commandsFor = (endpoint: string | undefined): Commands => {
  if (endpoint === undefined || !/^https?:/i.test(endpoint) || !URL.canParse(endpoint)) {
    return { http: {}, headers: {}, names: {}, certificate: {} };
  }
  const { protocol, hostname, port } = new URL(endpoint);
  const url = shellQuoted(commandUrl(endpoint));
  const server = shellQuoted(`${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`);
  return {
    // -g: curl must not read brackets in a path as a pattern
    http: { command: `curl -gsS -m 10 -o /dev/null -w '%{http_code} in %{time_total} s\\n' ${url}` },
    headers: { command: `curl -gsS -m 10 -o /dev/null -D - ${url}` },
    names: { command: `dig +short -q ${shellQuoted(hostname)}` },
    certificate: {
      command:
        `openssl s_client -connect ${server} -servername ${shellQuoted(hostname)} </dev/null 2>/dev/null` +
        ' | openssl x509 -noout -subject -issuer -enddate -ext subjectAltName',
    },
  };
};

const BLOCKED =
  'look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.';
const BLOCKED_ALONE = `L${BLOCKED.slice(1)}`;
const SEE_FOR_YOURSELF = 'See for yourself what the server answers (000: nothing; below 500: up):';
const ROLL_BACK = 'If anything was deployed or changed shortly before, roll it back.';

const STEPS: Record<Cause, (commands: Commands) => Step[]> = {
  address: ({ http }) => [
    { text: 'Correct the address at Flavours: it must begin with https:// and have no spaces.' },
    { text: 'Then see that it answers:', ...http },
  ],
  dns: ({ names }) => [
    { text: 'Ask DNS; no output means that the name is not there:', ...names },
    {
      text: 'Look at the domain at your registrar (paid until when?) and at the record at your DNS provider.',
    },
    { text: 'Compare the host name with the one in the settings at Flavours.' },
  ],
  'dns-temporary': ({ names }) => [
    { text: 'Ask DNS, a few times:', ...names },
    { text: 'If it is slow or fails, look at the status page of your DNS provider.' },
    {
      text: 'If it always answers, the fault may have been on the side of Flavours: watch whether the count grows.',
    },
  ],
  connection: ({ http }) => [
    { text: 'Start or restart the web server; look at the listeners of the load balancer.' },
    { text: SEE_FOR_YOURSELF, ...http },
    { text: `If it answers you, ${BLOCKED}` },
  ],
  'connect-timeout': ({ http, names }) => [
    { text: 'Try to connect yourself, best from outside your own network:', ...http },
    { text: 'If that fails too: is the host up, and does DNS still give its address?', ...names },
    { text: `If it works for you, ${BLOCKED}` },
  ],
  unreachable: ({ http, names }) => [
    { text: 'Compare the address in DNS with that of your server:', ...names },
    { text: 'Try to reach it, best from outside your own network:', ...http },
    { text: "Look at your hosting provider's status page and at your routing." },
  ],
  reset: ({ http }) => [
    { text: 'Look for crashes and restarts in the logs of application and proxy since this began.' },
    { text: SEE_FOR_YOURSELF, ...http },
    { text: 'Look at the limits of proxy and web application firewall: size of the body, idle time.' },
  ],
  'tls-expired': ({ certificate }) => [
    { text: 'See the certificate that is served; notAfter is its end:', ...certificate },
    { text: 'Renew it and reload every server or load balancer that presents it.' },
    { text: 'Find out why the automatic renewal did not run.' },
  ],
  'tls-name': ({ certificate }) => [
    { text: 'See for which names the certificate is that is served:', ...certificate },
    { text: 'Serve the right certificate for this host (virtual host, SNI), or issue one that names it.' },
  ],
  'tls-untrusted': ({ certificate }) => [
    { text: 'See who issued the certificate that is served:', ...certificate },
    { text: 'Configure the full chain (often called fullchain.pem), then reload the server.' },
    { text: 'If it is self-signed, replace it by one of a public authority.' },
  ],
  'tls-certificate': ({ certificate }) => [
    { text: 'See its end, names and issuer:', ...certificate },
    { text: 'Renew it if it has expired; reissue it if the host name is missing; serve the full chain.' },
  ],
  tls: ({ certificate, http }) => [
    { text: 'See whether the server presents a certificate at all:', ...certificate },
    { text: 'Allow TLS 1.2 and 1.3 with common ciphers; see that no plain HTTP is served on this port.' },
    { text: 'Then see that it answers:', ...http },
  ],
  protocol: ({ headers }) => [
    { text: 'See the answer:', ...headers },
    { text: 'Look at what listens on the port, and at proxies and compression between.' },
  ],
  timeout: ({ http }) => [
    { text: 'Measure; how long Flavours waits is not documented, so aim below 3 s:', ...http },
    { text: 'Look at load, database and slow requests since this began; add capacity or restart.' },
    { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
  ],
  redirect: ({ headers }) => [
    { text: 'See where to, in the line "location":', ...headers },
    { text: 'Set that final address at Flavours, or switch off the redirect for this path.' },
  ],
  rejected: ({ http }) => [
    { text: 'Find the refused request and its reason in the application log.' },
    { text: 'If validation was tightened or the form of the event has changed, accept it again.' },
    { text: 'See that the path is served at all:', ...http },
  ],
  unauthorized: ({ headers }) => [
    { text: 'See who refuses: application, proxy or firewall (the line "server" often tells):', ...headers },
    { text: 'If a token was changed, set the new one at Flavours.' },
    { text: 'Exempt this path from bot rules, country rules, login and CSRF protection.' },
  ],
  missing: ({ http }) => [
    { text: 'Compare the path with your routes and with the settings at Flavours:', ...http },
    { text: ROLL_BACK },
  ],
  method: ({ headers }) => [
    { text: 'Allow POST on this path in application, proxy and firewall.' },
    { text: 'The line "allow", where there is one, names what is taken:', ...headers },
  ],
  limits: ({ http }) => [
    { text: 'Raise that limit in proxy and application; JSON must be an accepted type.' },
    { text: 'See that the path is served at all:', ...http },
  ],
  throttled: ({ headers }) => [
    { text: 'Exempt this path from the rate limiter, or raise its limit.' },
    { text: 'See who limits (the lines "server" and "retry-after"):', ...headers },
    { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
  ],
  crashed: ({ http }) => [
    { text: 'Find the error in the application log or error tracker.' },
    { text: `${ROLL_BACK} Are database, disk and memory well?` },
    { text: SEE_FOR_YOURSELF, ...http },
  ],
  unsupported: ({ headers }) => [
    { text: 'See who answers:', ...headers },
    { text: 'Look at the proxy: it must pass POST requests on to the application.' },
  ],
  unavailable: ({ http }) => [
    { text: 'Look whether application and load balancer are healthy; restart or add capacity.' },
    { text: ROLL_BACK },
    { text: SEE_FOR_YOURSELF, ...http },
  ],
  'gateway-timeout': ({ http }) => [
    { text: 'Look at load, database and slow requests since this began; add capacity or restart.' },
    { text: SEE_FOR_YOURSELF, ...http },
    { text: 'Lasting cure: answer 200 at once and do the work afterwards from a queue.' },
  ],
  origin: ({ http }) => [
    { text: 'Look whether the server behind Cloudflare runs and takes connections from it.' },
    { text: "Compare the server's address with the DNS record at Cloudflare." },
    { text: SEE_FOR_YOURSELF, ...http },
  ],
  'origin-tls': ({ http }) => [
    { text: 'Renew the certificate on the server itself; the one Cloudflare shows is another.' },
    {
      text: 'Look at the SSL/TLS mode at Cloudflare: "Full (strict)" needs a valid certificate on your server.',
    },
    { text: SEE_FOR_YOURSELF, ...http },
  ],
  sender: ({ http }) => [
    { text: SEE_FOR_YOURSELF, ...http },
    { text: 'If it answers, send the facts below to the support of Flavours.' },
  ],
  unreadable: () => [
    { text: 'Read the raw text that was kept: does it name a failing endpoint? Then look at that endpoint.' },
    { text: 'If Flavours has changed the form of its notifications, tell whoever maintains this receiver.' },
    {
      text: 'If it did not come from Flavours, the webhook URL has leaked: raise its version in oncall.yml.',
    },
  ],
  flood: () => [
    { text: 'Are the endpoints that are listed yours? Look at the first few.' },
    {
      text: 'If they are: look for what they share, such as a gateway, a firewall, DNS or a certificate. Name the ones that matter in oncall.yml: those always have an incident of their own.',
    },
    {
      text: 'If they are not, the webhook URL has leaked: raise the version of this source in oncall.yml, deploy, and give Flavours the new URL.',
    },
  ],
  unknown: ({ http, names, certificate }) => [
    { text: SEE_FOR_YOURSELF, ...http },
    { text: 'If it does not: does DNS know the host?', ...names },
    { text: 'If it does: is the certificate valid?', ...certificate },
  ],
};
