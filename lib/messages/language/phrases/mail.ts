import type { Purpose } from '../../../domain/security/signed-link.ts';
import type { Phrase } from './phrase.ts';

/** Headings of the parts of a mail. */
export const HEADINGS = {
  first: { en: 'DO FIRST', ar: 'ابدأ بهذا' },
  next: { en: 'NEXT', ar: 'بعد ذلك' },
  actions: { en: 'OTHER ACTIONS', ar: 'إجراءات أخرى' },
  facts: { en: 'FACTS', ar: 'الوقائع' },
  fetch: { en: 'FETCH AGAIN', ar: 'اجلب من جديد' },
  check: { en: 'CHECK FIRST', ar: 'تحقق أولًا' },
  unread: { en: 'IF NOBODY HAS READ THEM YET', ar: 'إن لم يقرأها أحد بعد' },
} as const satisfies Record<string, Phrase>;

/** The line above each link. */
export const LINKS = {
  acknowledge: {
    en: 'ACKNOWLEDGE (no further alerts for {time}):',
    ar: 'سأتولى الأمر (تتوقف التنبيهات {time}):',
  },
  silence: { en: 'Silence it:', ar: 'إسكات التنبيهات:' },
  unsilence: { en: 'End the silence:', ar: 'إنهاء الإسكات:' },
  resolve: { en: 'It works again:', ar: 'عاد إلى العمل:' },
  view: { en: 'See everything:', ar: 'الاطلاع على كل شيء:' },
} as const satisfies Record<Purpose, Phrase>;

/** The first line: what fails. */
export const HEADLINES = {
  failing: { en: '{name} is failing ({severity})', ar: '{name} لا يعمل ({severity})' },
  unreadable: {
    en: 'Flavours may have reported a failure: we could not read the post ({severity})',
    ar: 'ربما أبلغت Flavours عن عطل: لم نستطع قراءة البلاغ ({severity})',
  },
  flood: {
    en: 'Too many endpoints of {source} are failing at once ({severity})',
    ar: 'نقاط استقبال كثيرة جدًّا من {source} تتعطل في وقت واحد ({severity})',
  },
} as const satisfies Record<string, Phrase>;

/** Why an alert comes again, and what is new since the last one. */
export const NEWS = {
  unacknowledged: {
    en: 'Nobody has acknowledged it for {time}.',
    ar: 'لم يتولَّ أحد الأمر منذ {time}.',
  },
  silenceEnded: {
    en: 'The silence is over, and it still fails.',
    ar: 'انتهى الإسكات، والعطل مستمر.',
  },
  acknowledgementEnded: {
    en: 'The acknowledgement by {name} ended, and it still fails.',
    ar: 'انتهت مهلة {name} الذي تولى الأمر، والعطل مستمر.',
  },
  maintenanceEnded: {
    en: 'The maintenance is over, and it still fails.',
    ar: 'انتهت الصيانة، والعطل مستمر.',
  },
  stillFails: { en: 'It still fails.', ar: 'العطل مستمر.' },
  handoverToYou: {
    en: 'You are on duty since {at}. Nobody has acknowledged it for {time}.',
    ar: 'بدأت مناوبتك {at}. لم يتولَّ أحد الأمر منذ {time}.',
  },
  handoverTo: {
    en: 'On duty now: {names}. Nobody has acknowledged it for {time}.',
    ar: 'في المناوبة الآن: {names}. لم يتولَّ أحد الأمر منذ {time}.',
  },
  handoverOfMany: {
    en: 'You are on duty since {at}. Nobody has acknowledged these.',
    ar: 'بدأت مناوبتك {at}. لم يتولَّ أحد هذه الأعطال.',
  },
  toLevels2: { en: 'This goes to levels 1 and 2.', ar: 'يصل هذا التنبيه إلى المستويين الأول والثاني.' },
  toLevels: {
    en: 'This goes to levels 1 to {level}.',
    ar: 'يصل هذا التنبيه إلى المستويات من 1 إلى {level}.',
  },
  grown: {
    en: 'New since the last message: {more} more, {now} in all.',
    ar: 'الجديد منذ الرسالة السابقة: {more}، والمجموع {now}.',
  },
  causeChanged: {
    en: 'The cause has changed. Before: {before}.',
    ar: 'تغيّر السبب. السبب السابق: {before}.',
  },
  quiet: {
    en: 'The last notification came at {at}, {time} ago. Quiet does not prove that it works: Flavours speaks only when an event fails.',
    ar: 'وصل آخر بلاغ {at}، قبل {time}. الهدوء لا يثبت أنه يعمل: لا تبلغ Flavours إلا عند فشل حدث.',
  },
  lateOneAfterEnd: {
    en: '1 more notification had come in before it ended and was counted only after the last message: {before} then, {now} now. It is still over. Compare the time to fetch again with the one that you used.',
    ar: 'وصل بلاغ آخر قبل انتهائه ولم يُحسب إلا بعد الرسالة السابقة: {before} حينها، و{now} الآن. العطل منتهٍ. قارن المدة أدناه بالمدة التي جلبتها.',
  },
  lateAfterEnd: {
    en: '{late} more notifications had come in before it ended and were counted only after the last message: {before} then, {now} now. It is still over. Compare the time to fetch again with the one that you used.',
    ar: 'وصلت بلاغات أخرى قبل انتهائه ({late}) ولم تُحسب إلا بعد الرسالة السابقة: {before} حينها، و{now} الآن. العطل منتهٍ. قارن المدة أدناه بالمدة التي جلبتها.',
  },
  firstMessage: {
    en: 'This is the first message about it: it was over before anyone was alerted.',
    ar: 'هذه أول رسالة عنه: انتهى قبل تنبيه أحد.',
  },
  endedInMaintenance: {
    en: 'This is the first message about it: it ended during the maintenance, which is over now.',
    ar: 'هذه أول رسالة عنه: انتهى أثناء الصيانة، وقد انتهت الصيانة الآن.',
  },
} as const satisfies Record<string, Phrase>;

/** What it has cost so far. */
export const IMPACT = {
  lostOne: {
    en: 'At least 1 event lost since {at} ({zone}).',
    ar: 'لم يصل حدث واحد على الأقل منذ {at} بتوقيت {zone}.',
  },
  lostMany: {
    en: 'At least {count} events lost since {at} ({zone}).',
    ar: 'عدد الأحداث الضائعة {count} على الأقل منذ {at} بتوقيت {zone}.',
  },
  posts: {
    en: 'Posts that we could not read: {count}, since {at} ({zone}).',
    ar: 'بلاغات لم نستطع قراءتها: {count}، منذ {at} بتوقيت {zone}.',
  },
  none: {
    en: 'Failing since {at} ({zone}). While this lasts, each new event is lost.',
    ar: 'العطل منذ {at} بتوقيت {zone}. ما دام قائمًا يضيع كل حدث جديد.',
  },
} as const satisfies Record<string, Phrase>;

/** What people did, for the others. */
export const ACTIONS = {
  acknowledged: { en: '{at} {name} acknowledged it.', ar: '{at}: {name} تولى الأمر.' },
  acknowledgedUntil: {
    en: '{at} {name} acknowledged it until {until}.',
    ar: '{at}: {name} تولى الأمر حتى {until}.',
  },
  silenced: { en: '{at} {name} silenced it: "{text}".', ar: '{at}: {name} أسكت التنبيهات: "{text}".' },
  silencedUntil: {
    en: '{at} {name} silenced it until {until} at the latest: "{text}".',
    ar: '{at}: {name} أسكت التنبيهات حتى {until} على أبعد تقدير: "{text}".',
  },
  unsilenced: { en: '{at} {name} ended the silence.', ar: '{at}: {name} أنهى الإسكات.' },
  note: { en: '{at} {name} noted: "{text}".', ar: '{at}: {name} كتب ملاحظة: "{text}".' },
  earlier: {
    en: '{count} earlier actions are on the time-line.',
    ar: 'إجراءات سابقة في السجل: {count}.',
  },
  earlierOne: {
    en: '1 earlier action is on the time-line.',
    ar: 'إجراء سابق واحد في السجل.',
  },
} as const satisfies Record<string, Phrase>;

/** What was posted, as facts. */
export const FACTS = {
  endpoint: { en: 'Endpoint: {address}', ar: 'نقطة الاستقبال:' },
  mentioned: {
    en: 'The post names this address; it may be what fails:',
    ar: 'يذكر البلاغ هذا العنوان، وقد يكون هو المتعطل:',
  },
  message: {
    en: 'Flavours said: {what} ({often})',
    ar: 'قالت Flavours: {what} ({often})',
  },
  once: { en: 'once', ar: 'مرة واحدة' },
  times: { en: '{count} times', ar: 'عدد المرات {count}' },
  source: { en: '{often}, source {source}', ar: '{often}، المصدر {source}' },
  noMessage: { en: '{code} without a message', ar: '{code} بلا رسالة' },
  noCode: { en: 'no code, "{message}"', ar: 'بلا رمز، "{message}"' },
  nothing: { en: 'neither code nor message', ar: 'لا رمز ولا رسالة' },
  problem: { en: 'Why we could not read it: {what}', ar: 'لماذا لم نستطع قراءته: {what}' },
  empty: { en: 'What was posted last was empty.', ar: 'آخر ما وصل كان فارغًا.' },
  raw: { en: 'What was posted last:', ar: 'آخر ما وصل:' },
  expected: { en: 'What was expected:', ar: 'ما كان متوقعًا:' },
  odd: { en: 'Odd: {what}', ar: 'غير مألوف: {what}' },
  sources: { en: 'Sources: {what}', ar: 'المصادر: {what}' },
  codes: { en: 'Codes: {what}', ar: 'الرموز: {what}' },
  answered: {
    en: 'Our probe: {status} after {ms} ms at {at} ({stages})',
    ar: 'فحصنا: {status} بعد {ms} ms {at} ({stages})',
  },
  answeredInPart: {
    en: 'Our probe: {status} after {ms} ms at {at}, without the end of the answer ({stages})',
    ar: 'فحصنا: {status} بعد {ms} ms {at}، دون نهاية الجواب ({stages})',
  },
  redirectsTo: { en: 'It redirects to:', ar: 'يحوّل إلى:' },
  failed: {
    en: 'Our probe: failed at {stage} ({code}) after {ms} ms at {at} ({stages})',
    ar: 'فحصنا: فشل عند {stage} ({code}) بعد {ms} ms {at} ({stages})',
  },
  notTested: {
    en: 'Our probe at {at} could not test the endpoint: our own DNS or network is in the way ({what}).',
    ar: 'لم يستطع فحصنا {at} اختباره: العائق في شبكتنا نحن ({what}).',
  },
  notAllowed: {
    en: 'We did not probe it: probes go to public addresses only.',
    ar: 'لم نفحصه: فحوصنا تصل إلى العناوين العامة فقط.',
  },
  first: { en: 'First {at}', ar: 'الأول: {at}' },
  last: { en: 'Last {at}', ar: 'الأخير: {at}' },
  incident: { en: 'Incident {id}', ar: 'رقم العطل: {id}' },
} as const satisfies Record<string, Phrase>;

/** The endpoints of a flood. */
export const FLOOD = {
  exactly: {
    en: 'Endpoints without an incident of their own: {count}.',
    ar: 'نقاط استقبال بلا عطل خاص بها: {count}.',
  },
  about: {
    en: 'Endpoints without an incident of their own: about {count}.',
    ar: 'نقاط استقبال بلا عطل خاص بها: نحو {count}.',
  },
  lost: { en: '{address} ({count}+ lost)', ar: 'أحداث ضائعة {count} على الأقل:' },
  more: { en: 'and {count} more.', ar: 'وغيرها: {count}.' },
} as const satisfies Record<string, Phrase>;
