import { adviceFor } from '../diagnosis/advice.ts';
import type { Cause } from '../diagnosis/cause.ts';
import type { Finding } from './verdict-finding.ts';

/** What our own probe found, in one English sentence that stands behind the cause. */
export const outputOf = (finding: Finding): string => {
  switch (finding.is) {
    case 'same-failure':
      return finding.status === undefined
        ? 'Our own probe fails in the same way.'
        : `Our own probe got ${finding.status} too.`;
    case 'names-cause':
      return 'Our own probe found this; Flavours gave no cause.';
    case 'same-answer':
      return `Our own probe got the same answer${inBrackets(finding.status)}.`;
    case 'other-failure':
      return `Our own probe found this, but Flavours reports "${shortCause(finding.reported)}": two faults, or a changing one. Start with what our probe found.`;
    case 'unexpected':
      return `Our own probe got ${finding.status}, where oncall.yml expects ${finding.expected}.`;
    case 'error-to-get':
      return finding.isKindred
        ? `Our own probe got ${finding.status}, much like what Flavours reports, unless it answers every GET so.`
        : `Our own probe, a bare GET, got ${finding.status}: a second fault, or what it answers to every GET.`;
    case 'as-always':
      return `Our own probe says nothing about it: the server is up and answers ${finding.status}, as it always does${finding.says === undefined ? '' : ` (says ${finding.says})`}.`;
    case 'bare-refusal':
      return `Our own probe got ${finding.status}, which proves nothing: it neither signs its request nor posts an event.`;
    case 'recovering':
      return `Our own probe failed, and now succeeds${inBrackets(finding.status)}: it is probably recovering.`;
    case 'server-up':
      return `The server is up: our own probe got ${answerOf(finding)}. Only events fail (we never post any), only Flavours is refused, or the outage is over.`;
    case 'succeeds':
      return isGood(finding.status)
        ? `Our own probe succeeds (${answerOf(finding)}): the outage is over, or only Flavours is blocked.`
        : `The server answers our own probe (${answerOf(finding)}): the outage is over, or only Flavours is blocked.`;
    case 'unreported':
      return 'Our own probe found this. Flavours has reported no lost event yet.';
    case 'reopened':
      return `Incident ${finding.from} was closed by hand, but our own probe still fails. This is said once: close it again, and our probes wait until they have seen it work.`;
    default:
      return finding satisfies never;
  }
};

/** The same in a few words, for an SMS. */
export const shortOf = (finding: Finding): string => {
  switch (finding.is) {
    case 'same-failure':
    case 'names-cause':
    case 'same-answer':
      return 'Our probe agrees';
    case 'other-failure':
      return `Flavours reports: ${shortCause(finding.reported)}`;
    case 'unexpected':
    case 'error-to-get':
      return `Our probe got ${finding.status}`;
    case 'as-always':
      return `Our probe got ${finding.status} as always`;
    case 'bare-refusal':
      return `Our probe got ${finding.status}, which proves nothing`;
    case 'recovering':
      return 'Our probe succeeds now';
    case 'server-up':
      return 'Server answers our probe';
    case 'succeeds':
      return isGood(finding.status)
        ? 'Our probe succeeds: recovered, or only Flavours is blocked'
        : 'Server answers our probe: recovered, or only Flavours is blocked';
    case 'unreported':
    case 'reopened':
      return 'Not reported by Flavours yet';
    default:
      return finding satisfies never;
  }
};

const shortCause = (cause: Cause): string => adviceFor(cause, undefined).short;

const inBrackets = (status: number | undefined): string => (status === undefined ? '' : ` (HTTP ${status})`);

const isGood = (status: number | undefined): boolean =>
  status === undefined || (status >= 200 && status <= 299);

const answerOf = ({ status, ms, isCut }: { status?: number; ms: number; isCut: boolean }): string =>
  `${status === undefined ? 'an answer' : `HTTP ${status}`} in ${ms} ms${isCut ? ', though not to the end' : ''}`;
