import type { Phrase } from './phrase.ts';

/** Who is on duty, in an alert. */
export const DUTY = {
  one: { en: 'On duty: {name}.', ar: 'في المناوبة: {name}.' },
  oneUntil: { en: 'On duty: {name} until {at}.', ar: 'في المناوبة: {name} حتى {at}.' },
  atLevel: { en: 'On duty at level {level}: {name}.', ar: 'في المناوبة على المستوى {level}: {name}.' },
  atLevelUntil: {
    en: 'On duty at level {level}: {name} until {at}.',
    ar: 'في المناوبة على المستوى {level}: {name} حتى {at}.',
  },
  instead: { en: '{name} (for {instead})', ar: '{name} (نيابة عن {instead})' },
} as const satisfies Record<string, Phrase>;

/** A mail at a hand-over. */
export const HANDOVER = {
  comes: {
    en: '{name} is on duty at level {level} from {from} until {to} ({zone}).',
    ar: '{name} في المناوبة على المستوى {level} من {from} حتى {to} بتوقيت {zone}.',
  },
  comesWithoutEnd: {
    en: '{name} is on duty at level {level} from {from} ({zone}).',
    ar: '{name} في المناوبة على المستوى {level} من {from} بتوقيت {zone}.',
  },
  goes: {
    en: '{names}: no longer on duty at level {level}.',
    ar: '{names}: انتهت المناوبة على المستوى {level}.',
  },
  before: { en: 'On duty until now: {names}.', ar: 'في المناوبة حتى الآن: {names}.' },
  stays: { en: 'Still on duty there: {names}.', ar: 'ما زال في المناوبة هناك: {names}.' },
  nobody: { en: 'Nobody is on duty there now.', ar: 'لا أحد في المناوبة هناك الآن.' },
  cover: {
    en: '{name} stands in for {instead}. Decided by: {actor}. Reason: {reason}',
    ar: 'نيابة عن {instead}: {name}. صاحب القرار: {actor}. السبب: {reason}',
  },
  coverWithoutReason: {
    en: '{name} stands in for {instead}. Decided by: {actor}.',
    ar: 'نيابة عن {instead}: {name}. صاحب القرار: {actor}.',
  },
  open: { en: 'OPEN NOW, THE WORST FIRST', ar: 'الأعطال القائمة الآن، الأسوأ أولًا' },
  nothing: { en: 'Nothing is open.', ar: 'لا عطل قائم.' },
  unread: {
    en: 'What is open could not be read just now: look in the console.',
    ar: 'تعذرت قراءة الأعطال القائمة الآن: انظر في اللوحة.',
  },
  more: { en: 'More that are open: {count}.', ar: 'وأعطال قائمة غيرها: {count}.' },
  recent: { en: 'LAST 24 HOURS', ar: 'آخر 24 ساعة' },
  quiet: { en: 'No incident was opened.', ar: 'لم يُفتح أي عطل.' },
  opened: {
    en: 'Incidents opened: {opened}, of them over: {over}. Events lost in them, at least: {lost}.',
    ar: 'أعطال فُتحت: {opened}، انتهى منها: {over}. الأحداث الضائعة فيها على الأقل: {lost}.',
  },
} as const satisfies Record<string, Phrase>;

/** How an open incident stands for whoever comes on duty. */
export const STANDING = {
  unacknowledged: { en: 'Nobody has acknowledged it.', ar: 'لم يتولَّ أحد الأمر.' },
  acknowledged: { en: 'Acknowledged by {name} until {at}.', ar: 'تولاه {name} حتى {at}.' },
  silenced: {
    en: 'Silenced by {name} until {at} at the latest: "{reason}".',
    ar: 'أسكت {name} التنبيهات حتى {at} على أبعد تقدير: "{reason}".',
  },
  maintenance: { en: 'Planned work until {at}: "{reason}".', ar: 'صيانة حتى {at}: "{reason}".' },
  quietHours: {
    en: 'Its alerts wait for the end of quiet hours, {at}.',
    ar: 'تنتظر تنبيهاته نهاية ساعات الهدوء، {at}.',
  },
} as const satisfies Record<string, Phrase>;
