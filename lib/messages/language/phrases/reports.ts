import type { Improvement } from '../../../domain/reports/improvements.ts';
import type { Phrase } from './phrase.ts';

/** Headings of a week's report. */
export const REPORT_HEADINGS = {
  endpoints: { en: 'BY ENDPOINT', ar: 'حسب نقطة الاستقبال' },
  causes: { en: 'WHY', ar: 'الأسباب' },
  woken: { en: 'WHO WAS WOKEN', ar: 'من أوقظته التنبيهات' },
  duties: { en: 'ON DUTY', ar: 'المناوبون' },
  improve: { en: 'WHAT TO IMPROVE', ar: 'ما يمكن تحسينه' },
  counted: { en: 'HOW IT IS COUNTED', ar: 'كيف عُدّت الأرقام' },
} as const satisfies Record<string, Phrase>;

/** What a week came to. */
export const REPORT = {
  headline: {
    en: 'Week {week} of {stage}, {from} to {to} ({zone})',
    ar: 'الأسبوع {week} ({stage})، من {from} إلى {to} بتوقيت {zone}',
  },
  nothing: {
    en: 'Nothing failed: there was no incident.',
    ar: 'لم يتعطل شيء: لم يقع أي عطل.',
  },
  incidents: { en: 'Incidents: {count}', ar: 'الأعطال: {count}' },
  atLeast: {
    en: 'Incidents: {count} or more; there were too many to read.',
    ar: 'الأعطال: {count} أو أكثر، فقد كانت أكثر مما يمكن قراءته.',
  },
  goingOn: { en: 'Going on from before: {count}', ar: 'أعطال مستمرة من قبل: {count}' },
  openAtEnd: { en: 'Still open at its end: {count}', ar: 'ما زال مفتوحًا في نهايته: {count}' },
  openNow: { en: 'Still open: {count}', ar: 'ما زال مفتوحًا: {count}' },
  lost: { en: 'Events lost: at least {count}', ar: 'الأحداث الضائعة: {count} على الأقل' },
  lostUnknown: {
    en: 'Incidents of which nobody knows how much of their loss was this week: {count}',
    ar: 'أعطال لا يُعرف كم من خسارتها كان في هذا الأسبوع: {count}',
  },
  down: { en: 'Down: {time}, all endpoints added up', ar: 'مدة التوقف: {time}، مجموع كل نقاط الاستقبال' },
  planned: {
    en: 'Of that during planned maintenance: {time}',
    ar: 'منها أثناء صيانة مخططة: {time}',
  },
  acknowledged: {
    en: 'Acknowledged after: {time} (the median of {count})',
    ar: 'تولاها أحد بعد: {time} (وسيط {count})',
  },
  neverAcknowledged: {
    en: 'Over without anybody having acknowledged it: {count}',
    ar: 'انتهت دون أن يتولاها أحد: {count}',
  },
  recovered: {
    en: 'Recovered after: {time} (the median of {count} that work again by our probes or by somebody)',
    ar: 'عادت إلى العمل بعد: {time} (وسيط {count} بحسب فحوصنا أو قول أحدكم)',
  },
  monitored: { en: 'Endpoints that we probe now: {count}', ar: 'نقاط الاستقبال التي نفحصها الآن: {count}' },
  monitoredAtLeast: {
    en: 'Endpoints that we probe now: {count} or more',
    ar: 'نقاط الاستقبال التي نفحصها الآن: {count} أو أكثر',
  },
  notMonitored: {
    en: 'We probe no endpoint, so only Flavours could have said that one fails.',
    ar: 'لا نفحص أي نقطة استقبال، فلا أحد غير Flavours كان سيبلغ عن عطل.',
  },
  probes: {
    en: 'Answered {up} of {all} probes',
    ar: 'أجابت {up} من {all} من فحوصنا',
  },
  probesShare: {
    en: 'Answered {up} of {all} probes ({share})',
    ar: 'أجابت {up} من {all} من فحوصنا ({share})',
  },
  probesUnknown: {
    en: 'None of {all} probes proved anything',
    ar: 'لم يُثبت أي من فحوصنا ({all}) شيئًا',
  },
  notProbed: { en: 'Not probed', ar: 'لم تُفحص' },
} as const satisfies Record<string, Phrase>;

/** The parts of a report's lists. */
export const REPORT_LINES = {
  endpoint: { en: '{name}: {what}', ar: '{name}: {what}' },
  openedOne: { en: '1 incident', ar: 'عطل واحد' },
  opened: { en: '{count} incidents', ar: 'الأعطال {count}' },
  goingOn: { en: 'going on from before', ar: 'مستمر من قبل' },
  lost: { en: 'at least {count} lost', ar: 'ضاع {count} على الأقل' },
  posts: { en: 'posts that we could not read', ar: 'بلاغات لم نستطع قراءتها' },
  down: { en: 'down {time}', ar: 'توقفت {time}' },
  open: { en: 'still open', ar: 'ما زال مفتوحًا' },
  more: { en: 'More endpoints with incidents: {count}', ar: 'نقاط استقبال أخرى فيها أعطال: {count}' },
  calm: {
    en: 'Probed, without an incident: {count}. They answered {up} of {all} probes.',
    ar: 'فُحصت ولم تتعطل: {count}. أجابت {up} من {all} من فحوصنا.',
  },
  cause: { en: '{cause}: {count}', ar: '{cause}: {count}' },
  nobodyWoken: {
    en: 'Nobody: no SMS was sent to anybody.',
    ar: 'لا أحد: لم تُرسل رسالة SMS إلى أحد.',
  },
  level: { en: 'Subscribers of level {level}', ar: 'مشتركو المستوى {level}' },
  woken: {
    en: '{who}: {sms} SMS, {night} of them at night ({from} to {to})',
    ar: '{who}: رسائل SMS {sms}، منها {night} ليلًا (من {from} إلى {to})',
  },
  wokenQuiet: {
    en: '{who}: {sms} SMS, {night} of them in quiet hours',
    ar: '{who}: رسائل SMS {sms}، منها {night} في ساعات الهدوء',
  },
  duty: {
    en: 'Level {level}, {from} to {to}: {name}',
    ar: 'المستوى {level}، من {from} إلى {to}: {name}',
  },
  dutyInstead: {
    en: 'Level {level}, {from} to {to}: {name}, for {instead}',
    ar: 'المستوى {level}، من {from} إلى {to}: {name} بدلًا من {instead}',
  },
  dutyNow: {
    en: 'Turns are those of oncall.yml as it is now, with the covers that were agreed.',
    ar: 'المناوبات كما هي الآن في oncall.yml، مع ما اتُّفق عليه من بدائل.',
  },
  moreDuties: { en: 'More turns: {count}', ar: 'مناوبات أخرى: {count}' },
  emails: { en: 'Alerts by email: {count}', ar: 'تنبيهات البريد: {count}' },
  nothingToImprove: { en: 'Nothing stands out.', ar: 'لا شيء يلفت النظر.' },
  timelines: {
    en: 'Alerts and actions are counted from the timelines of {read} of {of} incidents, critical ones first.',
    ar: 'عُدّت التنبيهات والتصرفات من سجلات {read} من {of} من الأعطال، الحرجة أولًا.',
  },
  endpointsRead: {
    en: 'Probes are counted for {read} of {of} endpoints, those that failed first.',
    ar: 'عُدّت الفحوص لعدد {read} من {of} من نقاط الاستقبال، المتعطلة أولًا.',
  },
  incidentsCut: {
    en: 'There were more incidents than are read: all figures are at least so much.',
    ar: 'كانت الأعطال أكثر مما يُقرأ: كل الأرقام حد أدنى.',
  },
  probeDays: {
    en: 'Probes are counted by days in UTC, those with the dates of this week.',
    ar: 'تُعد الفحوص بالأيام بتوقيت UTC ذات تواريخ هذا الأسبوع.',
  },
  probePace: {
    en: 'An endpoint is probed each minute while it fails and each five while it works, so the share of probes is lower than that of time.',
    ar: 'تُفحص نقطة الاستقبال كل دقيقة حين تتعطل وكل خمس دقائق حين تعمل، فنسبة الفحوص أقل من نسبة الوقت.',
  },
  downUntilClosed: {
    en: 'What was closed because nothing more was reported counts as down until then: nobody knows when it worked again.',
    ar: 'ما أُغلق لأنه لم يصل عنه بلاغ آخر يُعد متوقفًا حتى إغلاقه: لا أحد يعرف متى عاد إلى العمل.',
  },
  page: { en: 'The whole report:', ar: 'التقرير كاملًا:' },
  stop: {
    en: 'This mail comes once a week. "weeklyReport: off" in oncall.yml ends it; the link to unsubscribe below would end your alerts too.',
    ar: 'تصل هذه الرسالة مرة في الأسبوع. السطر "weeklyReport: off" في oncall.yml يوقفها، أما رابط إلغاء الاشتراك أدناه فيوقف تنبيهاتك أيضًا.',
  },
} as const satisfies Record<string, Phrase>;

/** What could be better: what was found, and what to do about it. */
export const IMPROVEMENTS = {
  'woken-for-warnings': {
    en: 'SMS at night about endpoints that are not critical: {sms} ({ids}). With quietHours in oncall.yml they wait until the morning.',
    ar: 'رسائل SMS ليلًا عن نقاط استقبال غير حرجة: {sms} ({ids}). السطر quietHours في oncall.yml يؤجلها إلى الصباح.',
  },
  'acknowledged-late': {
    en: 'Acknowledged only after more than {time}: {count} ({ids}). Who was alerted, and could they act?',
    ar: 'لم يتولها أحد إلا بعد أكثر من {time}: {count} ({ids}). من وصله التنبيه، وهل كان يستطيع التصرف؟',
  },
  'never-acknowledged': {
    en: 'Open for more than {time}, and nobody acknowledged: {count} ({ids}). Add a level, or check that alerts arrive: npm run test-alert.',
    ar: 'بقيت مفتوحة أكثر من {time} ولم يتولها أحد: {count} ({ids}). أضف مستوى، أو تأكد من وصول التنبيهات: npm run test-alert.',
  },
  'acknowledgement-expired': {
    en: 'An acknowledgement ended while it still failed, and alerts began anew: {count} ({ids}). Acknowledge again in time, or give it to somebody else.',
    ar: 'انتهت مهلة من تولى الأمر والعطل مستمر، فعادت التنبيهات: {count} ({ids}). جدّد المهلة في وقتها، أو سلّم الأمر لغيرك.',
  },
  'silence-ended': {
    en: 'A silence ended while it still failed: {count} ({ids}). Planned work belongs under maintenance in oncall.yml; other trouble needs somebody.',
    ar: 'انتهى الإسكات والعطل مستمر: {count} ({ids}). مكان الأعمال المخططة maintenance في oncall.yml، وغيرها يحتاج من يتولاه.',
  },
  'unverified-end': {
    en: 'Closed because nothing more was reported, and nobody checked: {count} ({ids}). Close an incident by hand when it works, and fetch its events again.',
    ar: 'أُغلقت لأنه لم يصل عنها بلاغ آخر، ولم يتحقق أحد: {count} ({ids}). أنهِ العطل بنفسك حين يعود إلى العمل، واجلب أحداثه من جديد.',
  },
  unreadable: {
    en: 'Series of posts that we could not read: {count} ({ids}). They may report failures: has Flavours changed their form, or is the webhook URL known to others?',
    ar: 'سلاسل بلاغات لم نستطع قراءتها: {count} ({ids}). قد تكون بلاغات عن أعطال: هل غيّرت Flavours صيغتها، أم عرف الرابط غيركم؟',
  },
  certificate: {
    en: 'TLS certificates that end soon: {count} ({names}), the first on {at}. From then on every event is lost.',
    ar: 'شهادات TLS تنتهي قريبًا: {count} ({names})، أولها في {at}. بعدها يضيع كل حدث.',
  },
  flapping: {
    en: 'Failed three times or more: {count} ({names}). What do these outages share?',
    ar: 'تعطلت ثلاث مرات أو أكثر: {count} ({names}). ما المشترك بين هذه الأعطال؟',
  },
  'not-probed': {
    en: 'Failed, and no probe of that week is known: {count} ({names}). Only Flavours says how they are. Are they monitored, and may they be probed?',
    ar: 'تعطلت ولا يُعرف أي فحص لها في ذلك الأسبوع: {count} ({names}). لا أحد غير Flavours يقول كيف حالها. هل هي مراقبة، وهل يُسمح بفحصها؟',
  },
  'probes-inconclusive': {
    en: 'Failed, and none of our probes proved anything: {count} ({names}). If an endpoint always answers a GET with an error, expectedStatus in oncall.yml says so.',
    ar: 'تعطلت ولم يُثبت أي من فحوصنا شيئًا: {count} ({names}). إن كانت نقطة الاستقبال تجيب عن GET بخطأ دائمًا فاكتب expectedStatus في oncall.yml.',
  },
  'most-woken': {
    en: '{name} was woken {night} times at night, of {all} times that anybody was. Could turns share the nights out?',
    ar: 'أوقظ {name} ليلًا {night} مرات، من {all} لجميع الأشخاص. هل يمكن توزيع الليالي بالمناوبة؟',
  },
} as const satisfies Record<Improvement['kind'], Phrase>;
