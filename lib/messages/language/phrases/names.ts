import type { Family } from '../../../domain/oncall/family.ts';
import type { Severity } from '../../../domain/oncall/severity.ts';
import type { Phrase } from './phrase.ts';

export const SEVERITIES = {
  critical: { en: 'critical', ar: 'حرج' },
  warning: { en: 'warning', ar: 'تحذير' },
  info: { en: 'info', ar: 'للعلم' },
} as const satisfies Record<Severity, Phrase>;

/** What an endpoint is called where nobody gave it a name. */
export const FAMILIES = {
  orders: { en: 'Orders webhook', ar: 'ويب هوك الطلبات' },
  products: { en: 'Products webhook', ar: 'ويب هوك المنتجات' },
  loyalty: { en: 'Loyalty webhook', ar: 'ويب هوك الولاء' },
  customers: { en: 'Customers webhook', ar: 'ويب هوك العملاء' },
  installs: { en: 'Installs webhook', ar: 'ويب هوك التثبيت' },
  other: { en: 'Webhook', ar: 'ويب هوك' },
} as const satisfies Record<Family, Phrase>;

/** What is about no endpoint, or about many. */
export const OTHER_NAMES = {
  unreadable: { en: 'Error webhook posts we cannot read', ar: 'بلاغات لم نستطع قراءتها' },
  flood: { en: 'Flood of {source}', ar: 'سيل من الأعطال من {source}' },
  source: { en: 'source {source}', ar: 'المصدر {source}' },
} as const satisfies Record<string, Phrase>;
