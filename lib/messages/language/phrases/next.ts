import type { Phrase } from './phrase.ts';

/** When the next alert comes, and what ends them. */
export const NEXT = {
  level: {
    en: 'Level {level} is alerted at {at} if nobody acknowledges.',
    ar: 'يُنبَّه المستوى {level} {at} إن لم يتولَّ أحد الأمر.',
  },
  secondLevel: {
    en: 'Level 2 is alerted at {at} if nobody acknowledges.',
    ar: 'يُنبَّه المستوى الثاني {at} إن لم يتولَّ أحد الأمر.',
  },
  people: {
    en: 'If nobody acknowledges, {names} (level {level}) will be alerted at {at}.',
    ar: 'إن لم يتولَّ أحد الأمر يصل التنبيه إلى {names} (المستوى {level}) {at}.',
  },
  handover: {
    en: '{names} will come on duty at {at}, and be alerted then if nobody has acknowledged.',
    ar: 'تنتقل المناوبة إلى {names} {at}، مع تنبيه إن لم يتولَّ أحد الأمر.',
  },
  levelNow: { en: 'Level {level} is being alerted now.', ar: 'يُنبَّه المستوى {level} الآن.' },
  growth: {
    en: 'A message when the count has grown or the cause has changed, at {growth} at the earliest; otherwise a reminder at {reminder}.',
    ar: 'تصل رسالة إذا زاد العدد أو تغيّر السبب، {growth} على أقرب تقدير، وإلا فتذكير {reminder}.',
  },
  growthAlone: {
    en: 'A message when the count has grown or the cause has changed, at {at} at the earliest.',
    ar: 'تصل رسالة إذا زاد العدد أو تغيّر السبب، {at} على أقرب تقدير.',
  },
  reminder: { en: 'A reminder at {at}.', ar: 'تذكير {at}.' },
  acknowledged: {
    en: 'No alert until {at}. If it is still open then, alerts start again from level 1.',
    ar: 'لا تنبيهات حتى {at}. إن بقي العطل قائمًا عندها تبدأ التنبيهات من المستوى الأول.',
  },
  acknowledgedOpen: {
    en: 'No alert while somebody acts on it. If it is not closed, alerts start again from level 1.',
    ar: 'لا تنبيهات ما دام شخص يعمل عليه. إن لم يُغلق تبدأ التنبيهات من المستوى الأول.',
  },
  silenced: {
    en: 'Nothing until {at}, unless it recovers.',
    ar: 'لا تنبيهات حتى {at} ما لم يعد إلى العمل.',
  },
  silencedUntilWorse: {
    en: 'Nothing until {at}, unless it recovers or gets much worse.',
    ar: 'لا تنبيهات حتى {at} ما لم يعد إلى العمل أو يزدد سوءًا بكثير.',
  },
  silencedOpen: {
    en: 'Nothing while it is silenced, unless it recovers.',
    ar: 'لا تنبيهات ما دام الإسكات قائمًا، ما لم يعد إلى العمل.',
  },
  note: {
    en: 'This changes nothing about when the next alert comes.',
    ar: 'لا يغيّر هذا موعد التنبيه التالي.',
  },
  over: {
    en: 'No more alerts about this incident. The next notification opens a new one.',
    ar: 'لا تنبيهات أخرى عن هذا العطل. البلاغ التالي يفتح عطلًا جديدًا.',
  },
  digestOver: {
    en: 'No more alerts about these incidents. The next notification opens a new one.',
    ar: 'لا تنبيهات أخرى عن هذه الأعطال. البلاغ التالي يفتح عطلًا جديدًا.',
  },
  digest: {
    en: 'What still fails is alerted again at {at} at the earliest.',
    ar: 'ما بقي متعطلًا يُنبَّه عنه من جديد {at} على أقرب تقدير.',
  },
  closesByProbes: {
    en: 'It closes by itself once our own probes have been good for a while.',
    ar: 'يُغلق من تلقاء نفسه بعد أن تنجح فحوصنا مدة.',
  },
  closesByProbesOrTime: {
    en: 'It closes by itself once our own probes have been good for a while, or, unverified, after {time} without a notification.',
    ar: 'يُغلق من تلقاء نفسه بعد أن تنجح فحوصنا مدة، أو دون تحقق بعد {time} بلا بلاغ.',
  },
  closesByQuiet: {
    en: 'After {time} without a notification it closes by itself, unverified.',
    ar: 'بعد {time} بلا بلاغ يُغلق من تلقاء نفسه دون تحقق.',
  },
  closeCommand: {
    en: "When it works again, close the incident in the project's folder; everybody is alerted:",
    ar: 'إذا عاد إلى العمل فأغلق العطل من مجلد المشروع، ويُبلَّغ الجميع:',
  },
  closeUnread: {
    en: "When this is dealt with, close the incident in the project's folder; everybody is alerted:",
    ar: 'إذا عولج الأمر فأغلق العطل من مجلد المشروع، ويُبلَّغ الجميع:',
  },
  closeOne: {
    en: 'When one works again, close it with the id that stands under it:',
    ar: 'إذا عاد أحدها إلى العمل فأغلقه برقمه المكتوب تحته:',
  },
} as const satisfies Record<string, Phrase>;
