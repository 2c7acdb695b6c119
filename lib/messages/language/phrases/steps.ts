import { CAUSE_STEPS } from './causes.ts';

/** All steps in Arabic, by their English text; those below belong to no cause. */
export const STEPS: Readonly<Record<string, string>> = {
  ...CAUSE_STEPS,
  'Every notification is kept in the table of notifications and names this incident. To list all endpoints:':
    'كل بلاغ محفوظ في جدول البلاغات ومعه رقم هذا العطل. لعرض كل نقاط الاستقبال:',
  'List the orders of that time at Flavours and add those you do not have.':
    'اعرض طلبات تلك المدة لدى Flavours، وأضف ما ليس عندكم.',
  'Call the branches about orders that may still be waiting: the kitchen may never have seen them.':
    'اتصل بالفروع بشأن الطلبات التي ربما ما زالت تنتظر: قد لا يكون المطبخ رآها.',
  'Read products, categories and prices from Flavours again, all of them: changes were missed.':
    'اجلب المنتجات والأقسام والأسعار من Flavours من جديد كلها: فاتت تغييرات.',
  'Read discounts and coupons from Flavours again, and compare what was redeemed in this time.':
    'اجلب الخصومات والقسائم من Flavours من جديد، وقارن ما استُخدم في هذه المدة.',
  'Read the customers created or updated in this time from Flavours again.':
    'اجلب من Flavours العملاء الذين أُنشئت بياناتهم أو تغيّرت في هذه المدة.',
  'Compare the installs shown at Flavours with yours: some may have been added or removed.':
    'قارن عمليات التثبيت لدى Flavours بما عندكم: ربما أُضيف بعضها أو أُزيل.',
  'Find out which events this endpoint receives, and read those of this time from Flavours again.':
    'اعرف أي أحداث تستقبلها هذه النقطة، واجلب من Flavours أحداث هذه المدة من جديد.',
};

/** A step that depends on what our probe got. */
export const STEP_PHRASES = {
  always: {
    en: 'Does it answer a GET with {status} while it works? Then close it with "It works and always answers {status}".',
    ar: 'هل يجيب طلب GET بـ {status} وهو يعمل؟ أغلقه إذن بالزر "يعمل ويجيب دائمًا {status}".',
  },
  hidden: {
    en: '; put what is hidden in the place of each {sign}:',
    ar: '، وضع المخفي مكان كل {sign}:',
  },
} as const;
