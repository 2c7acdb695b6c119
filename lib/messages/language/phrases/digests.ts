import type { Phrase } from './phrase.ts';

/** What a mail about many incidents says. */
export const DIGEST = {
  failing: { en: '{count} webhooks are failing.', ar: 'عدد نقاط الاستقبال المتعطلة: {count}.' },
  failingCritical: {
    en: '{count} webhooks are failing, {critical} of them critical.',
    ar: 'عدد نقاط الاستقبال المتعطلة: {count}، منها حرجة: {critical}.',
  },
  failingOne: { en: '1 webhook is failing.', ar: 'نقطة استقبال واحدة متعطلة.' },
  failingOneCritical: {
    en: '1 webhook is failing, and it is critical.',
    ar: 'نقطة استقبال واحدة متعطلة، وهي حرجة.',
  },
  over: { en: '{count} are over.', ar: 'انتهى منها: {count}.' },
  overOne: { en: '1 is over.', ar: 'انتهى منها واحد.' },
  allOver: { en: '{count} webhooks are over.', ar: 'عدد الأعطال المنتهية: {count}.' },
  inMaintenance: {
    en: 'Ended during the maintenance, which is over now, before anyone was alerted: {count}.',
    ar: 'ما انتهى منها أثناء الصيانة، وقد انتهت الصيانة الآن، قبل تنبيه أحد: {count}.',
  },
  allOverOne: { en: '1 webhook is over.', ar: 'انتهى عطل واحد.' },
  oneHost: { en: 'All on {host}, so look there first.', ar: 'كلها على {host}، فابدأ منه.' },
  oneCause: {
    en: 'All with the same cause, so look first for what they share.',
    ar: 'السبب واحد فيها كلها، فابحث أولًا عما تشترك فيه.',
  },
  acknowledgeAll: {
    en: 'ACKNOWLEDGE ALL {count} (no further alerts for {time}):',
    ar: 'سأتولى أمرها كلها، وعددها {count} (تتوقف التنبيهات {time}):',
  },
  more: {
    en: '{count} more need somebody, besides what this message names:',
    ar: 'عدد ما يحتاج إلى من يتولاه غير ما في هذه الرسالة: {count}',
  },
  moreOne: {
    en: '1 more needs somebody, besides what this message names:',
    ar: 'وغير ما في هذه الرسالة عطل واحد يحتاج إلى من يتولاه:',
  },
  silenceAll: { en: 'Silence all {count}:', ar: 'إسكات التنبيهات عنها كلها، وعددها {count}:' },
  see: { en: 'See them:', ar: 'الاطلاع عليها:' },
} as const satisfies Record<string, Phrase>;

/** Headings of the groups, the most urgent first. */
export const GROUPS = {
  critical: { en: 'CRITICAL', ar: 'حرجة' },
  others: { en: 'OTHERS', ar: 'غيرها' },
  over: { en: 'OVER', ar: 'انتهت' },
} as const satisfies Record<string, Phrase>;

/** One line for each member. */
export const MEMBERS = {
  failing: {
    en: '{name}: {cause}, at least {count} lost since {at}',
    ar: '{name}: {cause}، الضائع {count} على الأقل منذ {at}',
  },
  unreported: {
    en: '{name}: {cause}, no loss reported yet, since {at}',
    ar: '{name}: {cause}، لم يُبلَّغ عن ضياع بعد، منذ {at}',
  },
  posts: {
    en: '{name}: {count} posts since {at}, which may report a failing webhook',
    ar: '{name}: بلاغات {count} منذ {at}، وقد تكون بلاغًا عن عطل',
  },
  postsOne: {
    en: '{name}: 1 post since {at}, which may report a failing webhook',
    ar: '{name}: بلاغ واحد منذ {at}، وقد يكون بلاغًا عن عطل',
  },
  overWithoutLoss: { en: '{name}: {state}, {from} to {to}', ar: '{name}: {state}، من {from} إلى {to}' },
  over: {
    en: '{name}: {state}, at least {count} lost, {from} to {to}',
    ar: '{name}: {state}، الضائع {count} على الأقل، من {from} إلى {to}',
  },
  fetch: { en: 'Fetch again: {from} to {to}', ar: 'لإعادة الجلب: من {from} إلى {to}' },
  fetchAtLeast: {
    en: 'Fetch again: {from} to {to} at least',
    ar: 'لإعادة الجلب: من {from} إلى {to} على الأقل',
  },
  wholeHost: {
    en: 'All endpoints of {host} that oncall.yml names are failing.',
    ar: 'كل نقاط الاستقبال المذكورة في oncall.yml على {host} متعطلة.',
  },
} as const satisfies Record<string, Phrase>;

/** What has become of a member. */
export const STATES = {
  acknowledged: { en: 'acknowledged', ar: 'تولاه شخص' },
  resolved: { en: 'resolved', ar: 'عاد إلى العمل' },
  closed: { en: 'closed by {name}', ar: 'أغلقه {name}' },
  closedFailing: {
    en: 'closed by {name}, our probe still fails',
    ar: 'أغلقه {name}، وفحصنا ما زال يفشل',
  },
  closedByNobody: { en: 'closed by somebody', ar: 'أغلقه شخص' },
  unverified: { en: 'closed, unverified', ar: 'أُغلق دون تحقق' },
  stopped: { en: 'monitoring stopped', ar: 'أُوقفت مراقبته' },
  tested: { en: 'a test, over', ar: 'تجربة انتهت' },
  revoked: { en: 'source revoked', ar: 'أُلغي مصدره' },
} as const satisfies Record<string, Phrase>;
