import { matchAt } from './match-at.ts';
import { bySign, hideWord, NO_SECRET } from './secret-word.ts';
import { hideCookies, hideCredentials } from './secrets-in-headers.ts';
import type { Found } from './secrets-in-urls.ts';

/** Words that a secret follows, also inside longer names: `DB_PASSWORD`, `clientSecret`, `x-auth-token`. */
const WORDS = [
  'pass[-_ ]?(?:word|wd|phrase|code)|pwd|secret|token|credential|signature|hmac|authorization|cookie2?|csrf|xsrf|jsessionid|phpsessid|session[-_ ]?id',
  '(?:api|access|private|encryption|encrypt|signing|master|account|consumer|subscription|auth|session|security|storage|license|licence|client|shared|app|application|webhook|service)[-_. ]?key',
  '(?:verification|security|activation|unlock|one-time)[-_ ]?code',
  'كلمة (?:المرور|السر)|الرقم السري|رمز (?:الدخول|التحقق)|mot de passe|contrase[nñ]a|senha|passwor[td]|kennwort|пароль|şifre|parola|密码|密碼|パスワード|비밀번호',
].join('|');
/** Words that are parts of others as well (`design`, `compass`), so only by themselves. */
const SHORT_WORDS = '(?<![A-Za-z])(?:pass|sig|auth|jwt|sid|otp|pin|cvv2?|cvc|session|apikey)';
/** What may stand between such a word and the end of the name. */
const TAIL =
  '(?:[-_. ]?(?:key|id|value|hash|sha\\d{1,3}|base64|base|raw|plain|text|data|b64|hex|hub|new|old|current|confirm(?:ation)?|prod(?:uction)?|live|test|dev|staging|main|default|access|v?\\d{1,3})|s(?=["\']))';
/** From the name to its value: `=`, `: `, `"=>`, `">`, `";s:6:"`, ` is `, a blank. */
const TO_VALUE = [
  '(?:\\\\{0,3}["\'`])?[\\])]?(?:[ \\t](?:is|was))?\\s{0,4}(?:=>\\s{0,8}(?:string\\(\\d{1,6}\\) )?|;s:\\d{1,6}:|:=|==?|:(?!:)|(?:[ ][\\w:-]{1,20}="[^"<>]{0,40}"){0,3}>(?=[^\\s<>=])|\\((?=["\']))[ \\t]{0,4}',
  '[ \\t]{1,2}(?:is|was)[ \\t]{1,2}(?=["\'`]|[^\\s]{0,32}[\\d!@#$%^&*+])',
  '(?<=--[a-z-]{1,24})[ \\t]{1,2}(?=[^\\s-])',
  '[ \\t]{1,2}(?=[^\\s-][^\\s]{0,40}\\d|\\d)',
].join('|');
const NAMED = new RegExp(`(?:${WORDS}|${SHORT_WORDS})${TAIL}{0,3}(?:${TO_VALUE})`, 'gi');

/**
 * How a value is joined to its name: by a sign, by "is", or by a blank, in which case only what looks like a secret
 * is one.
 */
const JOINTS = [
  { ends: /(?:is|was)[ \t]{1,2}$/i, isSecret: (value: string) => value.length >= 5 },
  { ends: /[^\s:=>(][ \t]{1,2}$/, isSecret: (value: string) => /^(?=.*\d)(?=.*[a-z])\S{6,}$/i.test(value) },
];
const COMMAND_OPTION = /--[a-z-]{0,24}$/;

const isSecretBy = (text: string, name: number, whole: string): ((value: string) => boolean) => {
  const joint = JOINTS.find(({ ends }) => ends.test(whole));
  const isOption = joint && COMMAND_OPTION.test(text.slice(Math.max(0, name - 26), name));
  return joint === undefined || isOption ? bySign : joint.isSecret;
};

/** As Python writes it: b'…'. */
const PREFIX = /[bru]{1,2}(?=["'])/iy;
const LIST = /[[({]\s{0,8}\\?["'`]/y;
const LINE = /[^\n]*/y;
const QUOTES = '"\'`';

/** The position after a text in quotes that begins at `from`, or after its line. */
const quotedEnd = (text: string, from: number, quote: string): number => {
  let index = from;
  while (index < text.length && text[index] !== quote && text[index] !== '\n')
    index += text[index] === '\\' ? 2 : 1;
  return Math.min(index, text.length);
};

/** The position after a list of texts in quotes. */
const listEnd = (text: string, from: number): number => {
  let index = from;
  while (index < text.length && !']})\n'.includes(text[index] ?? '\n')) {
    const sign = text[index] ?? '';
    index = QUOTES.includes(sign) ? quotedEnd(text, index + 1, sign) + 1 : index + 1;
  }
  return Math.min(index, text.length);
};

const NEXT_PARAMETER = /&(?:amp;)?[^\s"'<>#&=\\?;]{1,64}=/y;

const WORD = /[^\s"<>&]*/y;

/** The position after a word without quotes. */
const wordEnd = (text: string, from: number): number => {
  let index = from + matchAt(WORD, text, from).length;
  while (text[index] === '&' && matchAt(NEXT_PARAMETER, text, index) === '') {
    index += 1 + matchAt(WORD, text, index + 1).length;
  }
  return index;
};

/** Whether a name is the first thing in its line, as in YAML: then the whole line is its value. */
const beginsLine = (text: string, name: number): boolean => {
  let index = name;
  while (index > 0 && name - index < 48 && /[\w.-]/.test(text.charAt(index - 1))) index -= 1;
  while (index > 0 && name - index < 96 && /[ \t-]/.test(text.charAt(index - 1))) index -= 1;
  return index === 0 || text[index - 1] === '\n';
};

/** A name that was found: where it begins, where its value may, and how they are joined. */
type Named = {
  text: string;
  name: number;
  from: number;
  isSecret: (value: string) => boolean;
  isLine: boolean;
};

/** Hides what follows the name of a secret; returns where it ends. */
const hideValue = ({ text, name, from, isSecret, isLine }: Named, found: Found): number => {
  const start = from + matchAt(PREFIX, text, from).length;
  const sign = text.charAt(start);
  if (sign !== '' && QUOTES.includes(sign)) {
    const end = quotedEnd(text, start + 1, sign);
    if (end === start + 1 || !isSecret(text.slice(start + 1, end))) return start;
    found(start + 1, end);
    return end;
  }
  if (sign === '\\' && QUOTES.includes(text.charAt(start + 1))) return start; // the next layer reads it
  if (matchAt(LIST, text, start) !== '') {
    const end = listEnd(text, start + 1);
    found(start + 1, end);
    return end;
  }
  if (matchAt(NO_SECRET, text, start) !== '') return start;
  const end =
    isLine && beginsLine(text, name) ? start + matchAt(LINE, text, start).length : wordEnd(text, start);
  return hideWord(text, start, end, found, isSecret);
};

/** Secrets that follow a telling name: in text, headers, JSON, YAML, PHP, XML, commands. */
export const secretsByName = (text: string, found: Found): void => {
  const hasLines = text.includes('\n');
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match; match = NAMED.exec(text)) {
    const [whole] = match;
    const from = NAMED.lastIndex;
    const isSecret = isSecretBy(text, match.index, whole);
    const isLine = hasLines && isSecret === bySign;
    const isHeader = isSecret === bySign;
    const end =
      isHeader && /^authorization/i.test(whole)
        ? hideCredentials(text, from, found)
        : isHeader && /^cookie/i.test(whole)
          ? hideCookies(text, from, found)
          : hideValue({ text, name: match.index, from, isSecret, isLine }, found);
    NAMED.lastIndex = Math.max(from, end);
  }
};
