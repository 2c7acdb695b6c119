/** An Arabic noun as it stands after a number. `two` and `one` have no number before them. */
export type Noun = { one: string; two: string; few: string; many: string; other: string };

const rules = /* @__PURE__ */ new Intl.PluralRules('ar');

export const MINUTES: Noun = {
  one: 'دقيقة واحدة',
  two: 'دقيقتان',
  few: 'دقائق',
  many: 'دقيقة',
  other: 'دقيقة',
};
export const HOURS: Noun = {
  one: 'ساعة واحدة',
  two: 'ساعتان',
  few: 'ساعات',
  many: 'ساعة',
  other: 'ساعة',
};
export const DAYS: Noun = { one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا', other: 'يوم' };

export const LESS_THAN_AN_HOUR = 'أقل من ساعة';

/** "دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة" */
export const counted = (count: number, noun: Noun): string => {
  const form = rules.select(count);
  if (form === 'one') return noun.one;
  if (form === 'two') return noun.two;
  return `${count} ${form === 'few' ? noun.few : form === 'many' ? noun.many : noun.other}`;
};
