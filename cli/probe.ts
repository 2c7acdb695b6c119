import { networkCheck, PUBLIC_REFERENCE } from '../lib/adapters/probe/network-reference.ts';
import { probe } from '../lib/adapters/probe/probe.ts';
import { adviceFor } from '../lib/domain/diagnosis/advice.ts';
import { redactUrl } from '../lib/domain/endpoints/redact-url.ts';
import {
  type Answer,
  type Certificate,
  causeOfProbe,
  type Probe,
  provesFailure,
  Stage,
} from '../lib/domain/probing/probe.ts';
import { probeCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';

const DAY_MS = 86_400_000;

const say = (line = ''): unknown => process.stdout.write(`${line}\n`);

const certificateLine = ({ subject, issuer, names, validTo }: Certificate, at: string): string => {
  const days = validTo && Math.floor((Date.parse(validTo) - Date.parse(at)) / DAY_MS);
  const end = validTo && `until ${validTo.slice(0, 10)} (${days} days)`;
  return [subject, issuer && `by ${issuer}`, end, names.length > 0 && `for ${names.join(' ')}`]
    .filter(Boolean)
    .join(', ');
};

const answerLine = ({ status, redirectsTo, aheadS, bodyBytes, cut, incomplete }: Answer): string =>
  [
    `${status} to GET`,
    redirectsTo && `to ${redirectsTo}`,
    incomplete && `not to its end: ${incomplete}`,
    cut && `body cut at ${bodyBytes} bytes`,
    aheadS && Math.abs(aheadS) > 5 && `its clock is ${Math.abs(aheadS)} s ${aheadS > 0 ? 'ahead' : 'behind'}`,
  ]
    .filter(Boolean)
    .join(', ');

const factsOf = (probed: Probe, stage: Stage): string | undefined => {
  const { addresses, address, failedAddresses, certificate, answer, at } = probed;
  switch (stage) {
    case 'dns':
      return addresses.join(' ');
    case 'tcp':
      return [address, ...failedAddresses.map((failed) => `not ${failed}`)].filter(Boolean).join(', ');
    case 'tls':
      return certificate && certificateLine(certificate, at);
    case 'http':
      return answer && answerLine(answer);
    default:
      return stage satisfies never;
  }
};

const printStages = (probed: Probe): void => {
  const { outcome, stages } = probed;
  for (const stage of Stage.options) {
    const ms = stages[stage];
    if (ms === undefined) continue;
    const isLast = (outcome.kind === 'failed' || outcome.kind === 'untested') && outcome.stage === stage;
    const trouble = isLast ? outcome.code : undefined;
    const facts = [trouble, factsOf(probed, stage)].filter(Boolean).join(' · ');
    say(`${trouble ? '✗' : '✓'} ${stage.padEnd(4)} ${String(ms).padStart(5)} ms  ${facts}`.trimEnd());
  }
};

/** Prints what it means; returns the exit code: 0 the server is up, 1 deliveries must fail, 2 not tested. */
const printMeaning = (endpoint: string, probed: Probe): number => {
  const { outcome } = probed;
  if (outcome.kind === 'refused') {
    say(`Not probed: ${outcome.why}. Probes go to public addresses only, unless --allow says more.`);
    return 2;
  }
  if (outcome.kind === 'untested') {
    say('Could not be tested from here: our own DNS or network is in the way.');
    return 2;
  }
  const cause = causeOfProbe(probed);
  if (!cause) {
    say(`All well in ${probed.ms} ms.`);
    return 0;
  }
  if (!provesFailure(probed)) {
    say(
      `The server is up, in ${probed.ms} ms. What it says to a GET proves nothing: an endpoint for POST alone may refuse it.`,
    );
    say('If Flavours gets the same answer, then:');
  }
  const { area, firstCheck, steps } = adviceFor(cause, endpoint);
  say(`${cause} (${area}), in ${probed.ms} ms. ${firstCheck}`);
  for (const { text, command } of steps) say(`  - ${text}${command ? `\n      ${command}` : ''}`);
  return provesFailure(probed) ? 1 : 0;
};

type Options = { allow?: string[] | undefined; json?: true };

const main = async ({ allow, json }: Options, endpoint: string): Promise<number> => {
  const probed = await probe(endpoint, {
    now: () => new Date(),
    allowed: allow ?? [],
    isNetworkUp: networkCheck(PUBLIC_REFERENCE),
  });
  if (json) {
    say(JSON.stringify(probed, null, 2));
    return EXIT.done;
  }
  say(redactUrl(endpoint));
  printStages(probed);
  return printMeaning(endpoint, probed);
};

export const ended = run(probeCommand(), main);
