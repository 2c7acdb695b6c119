import { redactUrl } from '../endpoints/redact-url.ts';
import { HIDDEN } from '../security/redact.ts';
import { CAUSES, type Cause } from './cause-names.ts';
import type { Commands, Step } from './causes/definition.ts';
import { BLOCKED, SEE_FOR_YOURSELF } from './causes/shared-steps.ts';

export type { Step } from './causes/definition.ts';

/** What to do about a cause, in order, with the endpoint's own host, port and path in the commands. */
export const stepsFor = (cause: Cause, endpoint: string | undefined): Step[] =>
  CAUSES[cause]
    .steps(commandsFor(endpoint))
    .map((step) => (step.command === undefined ? { text: step.text.replace(/:$/, '.') } : toFillIn(step)));

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

const BLOCKED_ALONE = `L${BLOCKED.slice(1)}`;
