import type { Family, Severity } from '../../../domain/oncall/config.ts';
import type { Phrase } from '../say.ts';

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
