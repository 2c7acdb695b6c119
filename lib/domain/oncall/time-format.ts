/** A format of times by time zone. Each is made once: making one costs more than a hundred uses. */
export const formatByZone = (
  options: Intl.DateTimeFormatOptions,
  locale = 'en-US',
): ((timeZone: string) => Intl.DateTimeFormat) => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = formats.get(timeZone);
    if (known) return known;
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return format;
  };
};
