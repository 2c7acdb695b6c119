import { classifyEndpoint, familyName } from '../../domain/endpoints/classification.ts';
import type { Improvement } from '../../domain/reports/improvements.ts';
import { clean } from '../../domain/security/plain-text.ts';
import { FAMILIES } from '../language/phrases/names.ts';
import { IMPROVEMENTS } from '../language/phrases/reports.ts';
import { say } from '../language/say.ts';
import { dayIn, durationIn } from '../language/times.ts';
import type { Context } from '../sections/message.ts';
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
    case 'flapping':
      return say(language, IMPROVEMENTS[one.kind], { name: endpointNameIn(one, context), count: one.count });
    case 'not-probed':
      return say(language, IMPROVEMENTS[one.kind], { name: endpointNameIn(one, context) });
    case 'probes-inconclusive':
      return say(language, IMPROVEMENTS[one.kind], {
        name: endpointNameIn(one, context),
        probes: one.probes,
      });
    case 'certificate':
      return say(language, IMPROVEMENTS[one.kind], {
        name: endpointNameIn(one, context),
        at: dayIn(context, Date.parse(one.endsAt)),
      });
    default:
      return one satisfies never;
  }
};
