import type { Finding } from '../../../domain/incidents/verdict-finding.ts';
import type { Phrase } from './phrase.ts';

/** What our own probe found beside what Flavours reports. */
export const VERDICTS = {
  'same-failure': {
    en: 'Our own probe fails in the same way.',
    ar: 'وفحصنا المستقل وصل إلى النتيجة نفسها.',
  },
  'names-cause': {
    en: 'Our own probe found this; Flavours gave no cause.',
    ar: 'وجد فحصنا المستقل هذا السبب، ولم تذكر Flavours سببًا.',
  },
  'same-answer': {
    en: 'Our own probe got the same answer.',
    ar: 'وفحصنا المستقل تلقى الجواب نفسه.',
  },
  'other-failure': {
    en: 'Our own probe found this, but Flavours reports "{cause}": two faults, or a changing one. Start with what our probe found.',
    ar: 'وجد فحصنا المستقل هذا، أما Flavours فتبلغ عن غيره: {cause}. خللان، أو خلل يتغير. ابدأ بما وجده فحصنا.',
  },
  unexpected: {
    en: 'Our own probe got {status}, where oncall.yml expects {expected}.',
    ar: 'تلقى فحصنا المستقل {status}، والمتوقع في oncall.yml هو {expected}.',
  },
  'error-to-get': {
    en: 'Our own probe, a bare GET, got {status}: a second fault, or what it answers to every GET.',
    ar: 'تلقى فحصنا المستقل، وهو طلب GET مجرد، {status}: خلل ثانٍ، أو جوابه لكل طلب GET.',
  },
  'as-always': {
    en: 'Our own probe says nothing about it: the server is up and answers {status}, as it always does.',
    ar: 'فحصنا المستقل لا يثبت شيئًا: الخادم يعمل ويجيب {status} كعادته.',
  },
  'bare-refusal': {
    en: 'Our own probe got {status}, which proves nothing: it neither signs its request nor posts an event.',
    ar: 'تلقى فحصنا المستقل {status}، وهذا لا يثبت شيئًا: فهو لا يوقّع طلبه ولا يرسل حدثًا.',
  },
  recovering: {
    en: 'Our own probe failed, and now succeeds: it is probably recovering.',
    ar: 'كان فحصنا المستقل يفشل، وهو ينجح الآن: الأرجح أنه يتعافى.',
  },
  'server-up': {
    en: 'The server is up: our own probe got an answer. Only events fail (we never post any), only Flavours is refused, or the outage is over.',
    ar: 'الخادم يعمل: تلقى فحصنا المستقل جوابًا. إما أن الأحداث وحدها تفشل (ونحن لا نرسل أحداثًا)، أو أن Flavours وحدها مرفوضة، أو أن العطل انتهى.',
  },
  succeeds: {
    en: 'Our own probe succeeds: the outage is over, or only Flavours is blocked.',
    ar: 'فحصنا المستقل ينجح: إما أن العطل انتهى، أو أن Flavours وحدها محجوبة.',
  },
  unreported: {
    en: 'Our own probe found this. Flavours has reported no lost event yet.',
    ar: 'وجد فحصنا المستقل هذا. لم تبلغ Flavours عن أي حدث ضائع بعد.',
  },
  reopened: {
    en: 'Incident {from} was closed by hand, but our own probe still fails. This is said once: close it again, and our probes wait until they have seen it work.',
    ar: 'أُغلق العطل رقم {from} يدويًّا، لكن فحصنا المستقل ما زال يفشل. نقول هذا مرة واحدة: أغلقه من جديد فتنتظر فحوصنا حتى تراه يعمل.',
  },
} as const satisfies Record<Finding['is'], Phrase>;

export const KNOWN = {
  found: { en: '{cause}{status}.', ar: '{cause}{status}.' },
  reported: { en: 'Flavours says: {cause}{status}.', ar: 'تقول Flavours: {cause}{status}.' },
  codeUnknown: { en: ' (code unknown)', ar: ' (الرمز غير معروف)' },
} as const satisfies Record<string, Phrase>;
