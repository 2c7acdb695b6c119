import { untoldActs, untoldBefore } from '../../domain/alerting/due-alerts.ts';
import type { Cause } from '../../domain/diagnosis/cause.ts';
import type { ActKind, Kind } from '../../domain/incidents/last-sent.ts';
import type { Family, Severity } from '../../domain/oncall/config.ts';
import type { Context, Telling } from '../sections/message.ts';
import { nextLevel } from '../sections/next-alert.ts';
import { described, isUnreadable } from '../sections/phrases.ts';
import { shownText } from '../text/plain-text.ts';

const STATES: Record<Kind, string> = {
  opened: 'عطل جديد',
  changed: 'ما زال العطل قائمًا',
  reminder: 'تذكير: العطل قائم',
  escalated: 'تصعيد: لم يتولَّ أحد العطل',
  acknowledged: 'تولّى شخص العطل',
  silenced: 'أُسكتت التنبيهات',
  unsilenced: 'انتهى الإسكات',
  note: 'ملاحظة',
  recovered: 'انتهى العطل',
  test: 'تجربة: لا يوجد عطل',
};

const SEVERITIES: Record<Severity, string> = { critical: 'حرج', warning: 'تحذير', info: 'للعلم' };

const FAMILIES: Record<Family, string> = {
  orders: 'الطلبات',
  products: 'المنتجات',
  loyalty: 'الولاء',
  customers: 'العملاء',
  installs: 'التثبيت',
  other: 'أحداث أخرى',
};

const CAUSES: Record<Cause, string> = {
  address: 'عنوان الويب هوك غير صحيح',
  dns: 'اسم المضيف غير موجود في DNS',
  'dns-temporary': 'لم يُجب DNS',
  connection: 'الخادم يرفض الاتصال',
  'connect-timeout': 'تعذّر الاتصال في الوقت المحدد',
  unreachable: 'لا يوجد مسار شبكة إلى الخادم',
  reset: 'الخادم يقطع الاتصال قبل أن يجيب',
  'tls-expired': 'انتهت صلاحية شهادة TLS',
  'tls-name': 'شهادة TLS لاسم آخر',
  'tls-untrusted': 'شهادة TLS غير موثوقة',
  'tls-certificate': 'شهادة TLS غير مقبولة',
  tls: 'فشل تأسيس اتصال TLS',
  protocol: 'الجواب ليس HTTP صحيحًا',
  timeout: 'لم يصل جواب في الوقت المحدد',
  redirect: 'العنوان يحوّل إلى عنوان آخر',
  rejected: 'التطبيق يرفض الطلب',
  unauthorized: 'جهتكم تمنع الوصول',
  missing: 'المسار غير موجود على الخادم',
  method: 'المسار لا يقبل POST',
  limits: 'الطلب يتجاوز الحدود المسموحة',
  throttled: 'محدِّد المعدل يحجب Flavours',
  crashed: 'التطبيق يفشل بخطأ داخلي',
  unsupported: 'نوع الطلب غير مدعوم',
  unavailable: 'التطبيق متوقف أو مثقل',
  'gateway-timeout': 'التطبيق أبطأ من مهلة الوكيل',
  origin: 'Cloudflare لا يصل إلى الخادم',
  'origin-tls': 'Cloudflare يرفض شهادة الخادم',
  sender: 'يبدو أن الخلل لدى Flavours',
  flood: 'أعطال كثيرة جدًّا في وقت واحد من مصدر واحد',
  unreadable: 'بلاغ لم نستطع قراءته، وقد يعني عطلًا',
  unknown: 'السبب غير معروف',
};

const ACTS: Record<ActKind, string> = {
  acknowledged: 'تولّى العطل',
  silenced: 'أسكت التنبيهات',
  unsilenced: 'أنهى الإسكات',
  note: 'كتب ملاحظة',
};

const TEXT_LENGTH = 500;
const NAME_LENGTH = 60;

const formats = new Map<string, Intl.DateTimeFormat>(); // making one costs more than a hundred uses

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('ar-u-nu-latn-ca-gregory', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
};

/** Without marks of direction: readers turn a line by its first letter, which is Arabic in all of these. */
const timeIn = (at: number, timeZone: string): string =>
  formatOf(timeZone)
    .format(at)
    .replace(/\p{Bidi_Control}/gu, '');

/** The headline and what matters most, in Arabic; the steps, their commands and the facts follow in English. */
export const arabicOf = (telling: Telling, context: Context): string[] => {
  const { incident, kind } = telling;
  const { oncall } = context;
  const { name, family, severity } = described(incident, oncall);
  const time = (at: string): string => timeIn(Date.parse(at), oncall.timeZone);
  if (kind === 'test') return [`${STATES.test}. وصلت هذه الرسالة كما تصل رسائل الأعطال.`];
  const higher = kind === 'opened' || kind === 'escalated' ? nextLevel(telling, context) : undefined;
  const isOver = incident.state === 'resolved';
  const acts = untoldActs(incident);
  const before = untoldBefore(incident, acts);
  return [
    `${STATES[kind]}: ${FAMILIES[family]} - ${name} (${SEVERITIES[severity]})`,
    ...(before > 0 ? [`إجراءات سابقة في السجل: ${before}`] : []),
    ...acts.map(
      ({ kind: act, by, at, text }) =>
        `${ACTS[act]}: ${shownText(by, NAME_LENGTH)} (${time(at)})${text === undefined ? '' : `: "${shownText(text, TEXT_LENGTH)}"`}`,
    ),
    `السبب: ${CAUSES[incident.cause]}`,
    `منذ: ${time(incident.openedAt)}`,
    isUnreadable(incident)
      ? `عدد البلاغات: ${incident.count}`
      : `عدد الأحداث الضائعة: ${incident.count} على الأقل`,
    ...(isOver ? [`انتهى: ${time(incident.resolvedAt ?? incident.lastAt)}`] : []),
    ...(incident.state === 'acknowledged' && incident.acknowledgedUntil !== undefined
      ? [`لا تنبيهات حتى: ${time(incident.acknowledgedUntil)}`]
      : []),
    ...(higher
      ? [`إن لم يتولَّه أحد يُبلَّغ المستوى ${higher.level} عند: ${timeIn(higher.at, oncall.timeZone)}`]
      : []),
    'الخطوات والتفاصيل بالإنجليزية أدناه.',
  ];
};

/** The headline of a digest. */
export const arabicOfDigest = (tellings: readonly Telling[]): string[] => {
  const over = tellings.filter(({ incident }) => incident.state === 'resolved').length;
  return [`ملخص: أعطال قائمة ${tellings.length - over}، أعطال انتهت ${over}`, 'التفاصيل بالإنجليزية أدناه.'];
};
