import { classifyEndpoint, familyName } from '../../domain/endpoints/classification.ts';
import type { Improvement, NamedEvidence } from '../../domain/reports/improvements.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { FAMILIES } from '../language/phrases/names.ts';
import { IMPROVEMENTS } from '../language/phrases/reports.ts';
import { say } from '../language/say.ts';
import { dayIn, durationIn } from '../language/times.ts';
import type { Context } from '../sections/message.ts';
import { addressOf } from '../sections/phrases.ts';
import { MINUTE_MS } from '../text/time.ts';

type Speaking = Pick<Context, 'oncall'>;

/** What an endpoint is called in the language of a mail. */
export const endpointNameIn = (
  { endpointKey, endpoint, name }: { endpointKey: string; endpoint: string | undefined; name: string },
  { oncall }: Speaking,
): string => {
  if (endpoint === undefined) return clean(name);
  const { family } = classifyEndpoint({ endpointKey, endpoint }, oncall);
  return name === familyName(family) ? FAMILIES[family][oncall.language] : clean(name);
};

/** An endpoint by the name that a team gave it, or by its address: many receive the same. */
export const evidenceName = (one: NamedEvidence, { oncall }: Speaking): string =>
  one.name === familyName(classifyEndpoint(one, oncall).family)
    ? (addressOf(one)?.replace(/^https?:\/\//, '') ?? one.endpointKey)
    : clean(one.name);

const namesOf = (
  { endpoints, count }: { endpoints: readonly NamedEvidence[]; count: number },
  context: Speaking,
): string =>
  [...endpoints.map((one) => evidenceName(one, context)), ...(count > endpoints.length ? ['…'] : [])].join(
    ', ',
  );

/** The incidents that are named, and that there are more. */
const idsOf = ({ incidentIds, count }: { incidentIds: readonly string[]; count: number }): string =>
  [...incidentIds, ...(count > incidentIds.length ? ['…'] : [])].join(', ');

/** What could be better, its evidence, and what to do, in one paragraph. */
export const improvementIn = (one: Improvement, context: Speaking): string => {
  const { language } = context.oncall;
  switch (one.kind) {
    case 'woken-for-warnings':
      return say(language, IMPROVEMENTS[one.kind], { sms: one.sms, ids: idsOf(one) });
    case 'acknowledged-late':
    case 'never-acknowledged':
      return say(language, IMPROVEMENTS[one.kind], {
        count: one.count,
        ids: idsOf(one),
        time: durationIn(language, one.minutes * MINUTE_MS),
      });
    case 'acknowledgement-expired':
    case 'silence-ended':
    case 'unverified-end':
    case 'unreadable':
      return say(language, IMPROVEMENTS[one.kind], { count: one.count, ids: idsOf(one) });
    case 'certificate':
      return say(language, IMPROVEMENTS[one.kind], {
        count: one.count,
        names: namesOf(one, context),
        at: dayIn(context, Date.parse(one.endsAt)),
      });
    case 'flapping':
    case 'not-probed':
    case 'probes-inconclusive':
      return say(language, IMPROVEMENTS[one.kind], { count: one.count, names: namesOf(one, context) });
    case 'most-woken':
      return say(language, IMPROVEMENTS[one.kind], {
        name: clean(one.name),
        night: one.atNight,
        all: one.of,
      });
    default:
      return one satisfies never;
  }
};
