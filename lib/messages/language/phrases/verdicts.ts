import type { Phrase } from '../say.ts';

/** What Flavours' report and our own probe say together. */
export const VERDICTS = {
  confirmed: {
    en: 'Our own probe fails alike.',
    ar: 'وفحصنا المستقل وصل إلى النتيجة نفسها.',
  },
  names: {
    en: 'Our own probe fails too, and names the cause: {cause}.',
    ar: 'وفحصنا المستقل يفشل أيضًا، والسبب عنده: {cause}.',
  },
  sameAnswer: {
    en: 'Our own probe gets the same answer.',
    ar: 'وفحصنا المستقل يتلقى الجواب نفسه.',
  },
  conflicting: {
    en: 'Our own probe finds another fault: {cause}. Fix first what the probe finds.',
    ar: 'أما فحصنا المستقل فيجد خللًا آخر: {cause}. أصلح أولًا ما وجده الفحص.',
  },
  similarStatus: {
    en: 'Our own probe is answered {status}, much like what Flavours reports; unless it answers so to every GET.',
    ar: 'وفحصنا المستقل يتلقى {status}، وهو قريب مما أبلغت به Flavours، إلا إن كان هذا جوابه لكل طلب GET.',
  },
  otherStatus: {
    en: 'Our own probe, a bare GET, is answered {status}: a second fault, or what it answers to every GET.',
    ar: 'أما فحصنا المستقل، وهو طلب GET مجرد، فيتلقى {status}: خلل ثانٍ، أو جوابه لكل طلب GET.',
  },
  asAlways: {
    en: 'Our own probe says nothing of it: the server is up and answers {status}, as it always does.',
    ar: 'فحصنا المستقل لا يثبت شيئًا: الخادم يعمل ويجيب {status} كعادته.',
  },
  answersUs: {
    en: 'The server answered our own probe: only events fail, or Flavours alone is refused, or it is over.',
    ar: 'أجاب الخادم فحصنا المستقل: إما أن الأحداث وحدها تفشل، أو أن Flavours وحدها مرفوضة، أو أن العطل انتهى.',
  },
  onlyFlavours: {
    en: 'Our own probe succeeds: the outage is over, or only Flavours is blocked.',
    ar: 'فحصنا المستقل ينجح: إما أن العطل انتهى، أو أن Flavours وحدها محجوبة.',
  },
  unreported: {
    en: 'Our own probe fails ({cause}), and Flavours has reported nothing yet.',
    ar: 'فحصنا المستقل يفشل ({cause})، ولم تبلغ Flavours عن شيء بعد.',
  },
  reopened: {
    en: 'Incident {number} was closed by hand, but our own probe still fails ({cause}). This is said once.',
    ar: 'أُغلق العطل {number} يدويًّا، لكن فحصنا المستقل ما زال يفشل ({cause}). نقول هذا مرة واحدة.',
  },
  codeUnknown: { en: '(code unknown)', ar: '(الرمز غير معروف)' },
} as const satisfies Record<string, Phrase>;
