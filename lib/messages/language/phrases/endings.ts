import type { LossWindow } from '../../../domain/incidents/loss-window.ts';
import type { Family } from '../../../domain/oncall/family.ts';
import type { Phrase } from './phrase.ts';

/** How it ended, and by whose word. */
export const ENDINGS = {
  works: {
    en: '{name} works again. It was down for {time}.',
    ar: '{name} عاد إلى العمل. دام العطل {time}.',
  },
  worksLost: {
    en: '{name} works again. It was down for {time}, and at least {count} events were lost.',
    ar: '{name} عاد إلى العمل. دام العطل {time}، وعدد الأحداث الضائعة {count} على الأقل.',
  },
  worksLostOne: {
    en: '{name} works again. It was down for {time}, and at least 1 event was lost.',
    ar: '{name} عاد إلى العمل. دام العطل {time}، وضاع حدث واحد على الأقل.',
  },
  lost: { en: 'At least {count} events were lost.', ar: 'عدد الأحداث الضائعة {count} على الأقل.' },
  lostOne: { en: 'At least 1 event was lost.', ar: 'ضاع حدث واحد على الأقل.' },
  probes: {
    en: 'Closed at {at}: our own probes are good again, and nothing has failed for {time}.',
    ar: 'أُغلق {at}: نجحت فحوصنا من جديد، ولم يفشل شيء منذ {time}.',
  },
  person: { en: '{name} closed this incident at {at}.', ar: '{name} أغلق هذا العطل {at}.' },
  somebody: { en: 'Somebody', ar: 'شخص' },
  lasted: { en: 'It had lasted {time}.', ar: 'دام {time}.' },
  answered: {
    en: 'The server answered our own probe at {at} (HTTP {status}).',
    ar: 'أجاب الخادم فحصنا {at} بالرمز {status}.',
  },
  nothingLost: {
    en: 'Flavours reported no lost event.',
    ar: 'لم تبلغ Flavours عن أي حدث ضائع.',
  },
  stillFails: {
    en: 'Our own probe still failed at {at} ({cause}), so this is not proven.',
    ar: 'فشل فحصنا {at} ({cause})، فلم يثبت أنه يعمل.',
  },
  notChecked: {
    en: 'We have not checked the endpoint ourselves.',
    ar: 'لم نفحص نقطة الاستقبال بأنفسنا.',
  },
  alwaysAnswers: {
    en: 'It works, and always answers our probes with HTTP {status}.',
    ar: 'يعمل، ويجيب فحوصنا دائمًا بـ HTTP {status}.',
  },
  quiet: {
    en: '{name}: closed at {at}, unverified. No notification for {time}; nobody checked that it works.',
    ar: '{name}: أُغلق {at} دون تحقق. لم يصل بلاغ منذ {time}، ولم يتحقق أحد من أنه يعمل.',
  },
  expired: {
    en: '{name}: closed at {at}, unverified. No notification for {time}, although our own probes still fail.',
    ar: '{name}: أُغلق {at} دون تحقق. لم يصل بلاغ منذ {time}، مع أن فحوصنا ما زالت تفشل.',
  },
  stopped: {
    en: '{name} stopped the monitoring of this endpoint at {at}. It is probed again once Flavours reports it again.',
    ar: '{name} أوقف مراقبة نقطة الاستقبال {at}. نفحصها من جديد إذا أبلغت Flavours عنها.',
  },
  revoked: {
    en: '{name}: closed at {at}. The URL of its source was revoked, and nothing else reported it.',
    ar: '{name}: أُغلق {at}. أُلغي رابط مصدره، ولم يبلغ عنه غيره.',
  },
  posts: { en: 'Posts that we could not read: {count}.', ar: 'بلاغات لم نستطع قراءتها: {count}.' },
} as const satisfies Record<string, Phrase>;

/** Which events to fetch again, by what the endpoint receives. */
export const FETCH = {
  orders: {
    en: 'Orders created or changed between {from} and {to} ({zone}).',
    ar: 'الطلبات التي أُنشئت أو تغيّرت بين {from} و{to} بتوقيت {zone}.',
  },
  products: {
    en: 'Products, categories and prices changed between {from} and {to} ({zone}).',
    ar: 'المنتجات والأقسام والأسعار التي تغيّرت بين {from} و{to} بتوقيت {zone}.',
  },
  loyalty: {
    en: 'Discounts and coupons changed or redeemed between {from} and {to} ({zone}).',
    ar: 'الخصومات والقسائم التي تغيّرت أو استُخدمت بين {from} و{to} بتوقيت {zone}.',
  },
  customers: {
    en: 'Customers created or changed between {from} and {to} ({zone}).',
    ar: 'العملاء الذين أُنشئت بياناتهم أو تغيّرت بين {from} و{to} بتوقيت {zone}.',
  },
  installs: {
    en: 'Installs added or removed between {from} and {to} ({zone}).',
    ar: 'عمليات التثبيت التي أُضيفت أو أُزيلت بين {from} و{to} بتوقيت {zone}.',
  },
  other: {
    en: 'Events between {from} and {to} ({zone}).',
    ar: 'الأحداث بين {from} و{to} بتوقيت {zone}.',
  },
} as const satisfies Record<Family, Phrase>;

/** Why the time to fetch again begins where it does. */
export const FROM = {
  'last-good-probe': {
    en: 'From our last good probe before the first failure',
    ar: 'من آخر فحص ناجح لنا قبل أول فشل',
  },
  'before-first-notification': {
    en: 'From 2 min before the first notification, as Flavours had already tried three times',
    ar: 'من دقيقتين قبل أول بلاغ، لأن Flavours كانت قد حاولت ثلاث مرات',
  },
  'first-failed-probe': { en: 'From our first probe that failed', ar: 'من أول فحص فاشل لنا' },
} as const satisfies Record<LossWindow['fromReason'], Phrase>;

/** Why it ends where it does. */
export const TO = {
  'first-good-probe': {
    en: 'to our first good probe after the last',
    ar: 'إلى أول فحص ناجح لنا بعد آخر فشل',
  },
  'last-notification': {
    en: 'to the last notification, which came after our first good probe',
    ar: 'إلى آخر بلاغ، وقد وصل بعد أول فحص ناجح لنا',
  },
} as const satisfies Record<LossWindow['toReason'], Phrase>;

export const WINDOW = {
  proven: { en: '{from}, {to}.', ar: '{from}، {to}.' },
  probesOnly: { en: 'From our first failed probe to our last.', ar: 'من أول فحص فاشل لنا إلى آخره.' },
  lastNotification: { en: 'It ends with the last notification.', ar: 'تنتهي المدة عند آخر بلاغ.' },
  stillFails: {
    en: 'Our own probe still fails: fetch once more when it works.',
    ar: 'فحصنا ما زال يفشل: اجلب مرة أخرى حين يعمل.',
  },
  unproven: {
    en: 'Later events may have failed too, so rather fetch more.',
    ar: 'ربما فشلت أحداث بعدها أيضًا، فالأفضل أن تجلب أكثر.',
  },
} as const satisfies Record<string, Phrase>;
