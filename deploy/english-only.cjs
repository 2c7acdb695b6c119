const { blank, inPlaceOf } = require('./blank.cjs');

/** A property whose value is Arabic, whether `ar` or the English text that it translates. */
const ARABIC_PROPERTY =
  /(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\w-]+):\s*'(?:[^'\\\n]|\\.)*\p{Script=Arabic}(?:[^'\\\n]|\\.)*',?/gu;

/** What remains of a message's module where nobody reads Arabic: esbuild then drops what only Arabic mails need. */
const inEnglish = (source) =>
  source
    .replace(ARABIC_PROPERTY, blank)
    .replace(/[\w.]*\blanguage === 'ar'/g, (text) => inPlaceOf(text, 'false'))
    .replace(/[\w.]*\blanguage !== 'ar'/g, (text) => inPlaceOf(text, 'true'))
    .replace(/\[[\w.]*\blanguage\]/g, (text) => inPlaceOf(text, '.en'))
    .replace("SPOKEN: readonly Language[] = ['en', 'ar']", "SPOKEN: readonly Language[] = ['en']      ");

/** Whether the team or one of its people has its mails in Arabic; unless it is known that nobody has, somebody may. */
exports.isArabicRead = (oncall) =>
  oncall === undefined || [oncall, ...Object.values(oncall.people)].some(({ language }) => language === 'ar');

const MESSAGES = /[\\/]lib[\\/]messages[\\/]/;

/** Leaves Arabic out of a module: it is a fifth of a function that alerts people, and a cold start fetches and reads it. */
exports.withoutArabic = (source, path) => {
  if (!MESSAGES.test(path)) return source;
  const contents = inEnglish(source);
  const left = /[\\/]phrases[\\/]/.test(path) && /\n.*\p{Script=Arabic}.*/u.exec(contents);
  if (left) throw new Error(`${path}: this Arabic is not found by deploy/english-only.cjs:${left[0]}`);
  if (/[\\/]spoken\.ts$/.test(path) && /\['en', 'ar'\]/.test(contents))
    throw new Error(`${path}: SPOKEN is not where deploy/english-only.cjs looks for it`);
  return contents;
};
