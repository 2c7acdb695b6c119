import { parseAddress, unmapped } from './ip-address.ts';

/** Who asks for a link, as far as a stranger's request tells: told to everybody who gets it. */
export type Asker = { network: string; browser: string };

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameIn = (names: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1];

/** Only names that we know: what a stranger writes of himself must not stand in a mail of ours. */
const browserName = (userAgent: string): string => {
  const [browser, system] = [nameIn(BROWSERS, userAgent), nameIn(SYSTEMS, userAgent)];
  return `${browser ?? 'an unknown browser'}${system ? ` on ${system}` : ''}`;
};

/** The network without the last part of the address: enough to know one's own, and no person's address in everybody's mail. */
const shownNetwork = (sourceIp: string): string => {
  const parsed = parseAddress(sourceIp);
  if (!parsed) return 'an unknown address';
  const { family, value } = unmapped(parsed);
  if (family === 4) return `${[24n, 16n, 8n].map((bits) => (value >> bits) & 0xffn).join('.')}.x`;
  const groups = [112n, 96n, 80n].map((bits) => ((value >> bits) & 0xffffn).toString(16));
  return `${groups.join(':')}:…`;
};

export const askerOf = (sourceIp: string, userAgent: string): Asker => ({
  network: shownNetwork(sourceIp),
  browser: browserName(userAgent),
});
