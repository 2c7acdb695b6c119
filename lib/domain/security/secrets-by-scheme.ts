import { eachMatch } from './each-match.ts';
import type { Found } from './secrets-in-urls.ts';

/** Credentials without their header: the word of a scheme, followed by what never follows it in prose. */
const BEARER = /(?<![\w-])(bearer|token|apikey)[ ]{1,4}([\w.~+/=-]{8,})/gi;
const BASIC = /(?<![\w-])(basic[ ]{1,4})([a-z0-9+/_-]{8,}={0,2})/gi;
const PRINTABLE = /^[\x20-\x7e]+$/;
/** `mysql -psecret`, `redis-cli -a secret`, `sshpass -p secret`. */
const OF_CLIENTS =
  /(\b(?:mysql\w{0,8}|mariadb|sshpass|redis-cli|docker login)\b[^|;\n]{0,80}? -[pa][ ]?)([^\s"'-][^\s"']{0,255})/gi;
/** `curl -u user:password`, `--user`, `thin:user/password@`. */
const OF_COMMANDS =
  /((?:[ ]-u|--(?:proxy-)?user)[ =]{0,2}["']?[^\s:"']{1,64}:|\bthin:[^\s/@"']{1,64}\/|\b(?:identified by|password)[ ]["'])([^\s"']{1,256})/gi;

export const secretsByScheme = (text: string, found: Found): void => {
  eachMatch(BEARER, text, (match) => {
    const value = match[2] ?? '';
    if (/\d/.test(value) && /[a-z]/i.test(value))
      found(match.index + match[0].length - value.length, match.index + match[0].length);
  });
  eachMatch(BASIC, text, (match) => {
    const value = match[2] ?? '';
    const decoded = Buffer.from(value, 'base64').toString('latin1');
    const isUserAndPassword = decoded.includes(':') && PRINTABLE.test(decoded);
    if (isUserAndPassword) found(match.index + match[0].length - value.length, match.index + match[0].length);
  });
  for (const pattern of [OF_COMMANDS, OF_CLIENTS]) {
    eachMatch(pattern, text, (match) => {
      found(match.index + (match[1]?.length ?? 0), match.index + match[0].length);
    });
  }
};
