import type { Phrase } from './phrase.ts';

/** A test alert. */
export const TEST_ALERT = {
  headline: { en: 'TEST: nothing is broken.', ar: 'تجربة: لا يوجد عطل.' },
  at: {
    en: 'This test alert was sent on {at} ({zone}).',
    ar: 'أُرسل تنبيه التجربة {at} بتوقيت {zone}.',
  },
  toOne: { en: 'It goes to level 1, the only one.', ar: 'إلى المستوى الأول، ولا مستوى غيره.' },
  toAll: { en: 'It goes to levels 1 to {level} at once.', ar: 'إلى المستويات من 1 إلى {level} معًا.' },
  next: {
    en: 'Say that it has come, and forget it. A real alert would say here what to do.',
    ar: 'أخبر من أرسله أنها وصلت، ولا شيء آخر. التنبيه الحقيقي يذكر هنا ما يجب عمله.',
  },
} as const satisfies Record<string, Phrase>;

/** What will be trouble. */
export const WARNINGS = {
  headline: {
    en: 'No event is lost yet, and nobody was woken.',
    ar: 'لم يضع أي حدث بعد، ولم يوقظ هذا أحدًا.',
  },
  about: { en: '{name}:', ar: '{name}:' },
  slow: {
    en: 'It takes {ms} ms and more to answer. How long Flavours waits is not documented; we assume {seconds} s, and more than half of that is gone.',
    ar: 'يستغرق الجواب {ms} من الملّي ثانية أو أكثر. مهلة Flavours غير موثقة، ونفترض أنها {seconds} من الثواني، وقد مضى أكثر من نصفها.',
  },
  certificate: {
    en: 'Its TLS certificate ends in {left}, on {at} ({zone}). From then on every event is lost.',
    ar: 'تنتهي شهادة TLS بعد {left}، في {at} بتوقيت {zone}. بعدها يضيع كل حدث.',
  },
  chain: {
    en: 'A certificate that its server sends along ends in {left}, on {at} ({zone}), before its own: "{subject}". From then on every event may be lost. Renew the certificate and install the chain that comes with it.',
    ar: 'شهادة يرسلها الخادم مع شهادته تنتهي قبلها بعد {left}، في {at} بتوقيت {zone}: "{subject}". بعدها قد يضيع كل حدث. جدّد الشهادة وركّب السلسلة التي تأتي معها.',
  },
  next: {
    en: 'Each of these is said once; a certificate up to three times, closer to its end each time.',
    ar: 'يُقال كل من هذا مرة واحدة، والشهادة حتى ثلاث مرات كلما اقتربت نهايتها.',
  },
} as const satisfies Record<string, Phrase>;

/** That alarms about the stack do not reach everybody. */
export const ALARM_CONTACTS = {
  missing: {
    en: 'Alarms about the stack {stage} do not reach {missing} of those under alarms in oncall.yml.',
    ar: 'إنذارات النظام ({stage}) لا تصل إلى {missing} من المذكورين تحت alarms في oncall.yml.',
  },
  why: {
    en: 'Their subscription was never confirmed, was ended, or is gone. If alerts stop, they will not hear of it.',
    ar: 'لم يؤكَّد اشتراكهم أو أُلغي أو اختفى. إن توقفت التنبيهات فلن يعلموا بذلك.',
  },
  first: {
    en: 'First see in SNS who is missing in this topic, and ask them to confirm:',
    ar: 'أولًا انظر في SNS من ينقص في هذا الموضوع، واطلب منه التأكيد:',
  },
  again: { en: 'This is said again in a week.', ar: 'يتكرر هذا بعد أسبوع.' },
} as const satisfies Record<string, Phrase>;

/** A link to sign in. */
export const SIGN_IN = {
  asked: {
    en: 'Somebody asked to sign in to the webhook console of {stage} on {at} ({zone}).',
    ar: 'طلب شخص الدخول إلى لوحة الويب هوك ({stage}) {at} بتوقيت {zone}.',
  },
  asker: {
    en: 'The request came from {network}, with {browser}.',
    ar: 'جاء الطلب من {network} بالمتصفح {browser}.',
  },
  code: {
    en: 'Or type this code where you asked, if your mail opens links in another browser:',
    ar: 'أو اكتب هذا الرمز حيث طلبت، إن كان بريدك يفتح الروابط في متصفح آخر:',
  },
  open: {
    en: 'If it was you, open this link in the browser in which you asked, within {time}. It works once:',
    ar: 'إن كنت أنت فافتح هذا الرابط في المتصفح الذي طلبت منه خلال {time}. يعمل مرة واحدة:',
  },
  ignore: {
    en: 'If it was not you, do nothing: in a browser that did not ask, neither of them works. Give the code to nobody, whoever asks you for it.',
    ar: 'إن لم تكن أنت فلا تفعل شيئًا: لا يعمل أي منهما في متصفح لم يطلبه. لا تعطِ الرمز لأحد مهما كان.',
  },
} as const satisfies Record<string, Phrase>;

/** A new API token. */
export const API_TOKEN = {
  made: {
    en: 'Somebody who is signed in made an API token for {stage}.',
    ar: 'أنشأ شخص مسجل الدخول رمز API لـ {stage}.',
  },
  name: { en: 'Name: {label}', ar: 'الاسم: {label}' },
  read: { en: 'May: read everything.', ar: 'المسموح: قراءة كل شيء.' },
  act: {
    en: 'May: read everything, and act: acknowledge, resolve, silence, note.',
    ar: 'المسموح: قراءة كل شيء، والتصرف: تولي الأعطال وإنهاؤها وإسكاتها وكتابة الملاحظات.',
  },
  calendar: {
    en: 'May: show a calendar of turns, and nothing else.',
    ar: 'المسموح: عرض تقويم المناوبات ولا شيء غيره.',
  },
  actor: { en: 'Made by: {name} (a typed name)', ar: 'أنشأه: {name} (اسم كتبه بنفسه)' },
  byNobody: { en: 'Made by: somebody who typed no name', ar: 'أنشأه: شخص لم يكتب اسمه' },
  at: { en: 'Made at: {at} ({zone})', ar: 'أُنشئ: {at} بتوقيت {zone}' },
  until: { en: 'Until: {at} ({zone})', ar: 'صالح حتى: {at} بتوقيت {zone}' },
  ended: { en: 'Ended: {at} ({zone})', ar: 'أُنهي: {at} بتوقيت {zone}' },
  over: { en: 'It cannot be used any more.', ar: 'لا يمكن استخدامه بعد الآن.' },
  end: {
    en: 'If nobody of you did, end it under Access in the console: it ends at once. It does not end by itself when somebody signs out.',
    ar: 'إن لم ينشئه أحد منكم فأنهه من صفحة الدخول في اللوحة: ينتهي فورًا. ولا ينتهي من تلقاء نفسه عند تسجيل الخروج.',
  },
  endAt: {
    en: 'If nobody of you did, end it here: it ends at once. It does not end by itself when somebody signs out:',
    ar: 'إن لم ينشئه أحد منكم فأنهه من هنا: ينتهي فورًا. ولا ينتهي من تلقاء نفسه عند تسجيل الخروج:',
  },
} as const satisfies Record<string, Phrase>;

/** A tool of the team that gets no alerts, or gets them again. */
export const INTEGRATION = {
  failing: {
    en: 'The integration "{name}" ({kind}, {stage}) gets no alerts. Emails and SMS are not affected.',
    ar: 'التكامل "{name}" ({kind}، {stage}) لا تصله التنبيهات. البريد والرسائل القصيرة لا تتأثر.',
  },
  since: { en: 'It has failed since {at} ({zone}).', ar: 'متعطل منذ {at} بتوقيت {zone}.' },
  why: { en: 'It answered: {why}', ar: 'كان جوابه: {why}' },
  waiting: {
    en: 'Alerts that wait for it: {count}. They are sent as soon as it works; the state then counts, not the history.',
    ar: 'تنبيهات تنتظره: {count}. تُرسل حالما يعمل، بالحالة وقتها لا بالتسلسل.',
  },
  next: {
    en: 'It is tried again by itself. If its address or key was changed, put the new one where oncall.yml names it, and deploy.',
    ar: 'تعاد المحاولة تلقائيًا. إن تغير عنوانه أو مفتاحه فضع الجديد حيث يشير oncall.yml ثم انشر من جديد.',
  },
  working: {
    en: 'The integration "{name}" ({kind}, {stage}) gets alerts again.',
    ar: 'التكامل "{name}" ({kind}، {stage}) تصله التنبيهات من جديد.',
  },
  caughtUp: {
    en: 'What waited for it has been sent.',
    ar: 'أُرسل ما كان ينتظره.',
  },
} as const satisfies Record<string, Phrase>;
