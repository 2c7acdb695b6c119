import { eachMatch } from './each-match.ts';
import type { Found } from './secrets-in-urls.ts';

/** A private key, to its end or that of the text. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----END))*(?:-----END[A-Z0-9 ]{0,48}-----)?/g;

/**
 * Keys and tokens that are recognised by their beginning. Each begins where no letter or digit precedes it, and
 * includes all that belongs to it, so that nothing is read twice. One that was cut off counts too.
 */
const KNOWN = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    String.raw`eyJ[\w-]{10,}(?:[.][\w-]*){0,4}`, // JSON Web Token
    '(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}', // Amazon
    String.raw`(?:[sr]k|pk|whsec|ck|cs|shp(?:at|ss|ca|pa)|sq0(?:atp|csp)|sntry[su]|glsa|glc|hf|npm|sbp|pscale_(?:tkn|pw|oauth)|do[opr]_v1|lin_api|ntn|few_(?:read|act))_\w[\w-]{15,}`, // Stripe, WooCommerce, Shopify, …, our own
    String.raw`gh[pousr]_\w{12,}|github_pat_\w{12,}`,
    String.raw`(?:glpat|gldt|glrt|glptt|pypi|sk|xapp|NRAK|PMAK|GOCSPX|ATATT3)-[\w-]{16,}`, // GitLab, OpenAI, Slack, …
    String.raw`xox[a-z](?:[.]xox[a-z])?-[\w-]{8,}`, // Slack
    String.raw`SG[.][\w-]{10,}(?:[.][\w-]*)?`, // SendGrid
    String.raw`AIza[\w-]{24,}|ya29[.][\w.-]{16,}`, // Google
    String.raw`hvs[.][\w-]{16,}|dp[.](?:st|pt|ct)[.][\w.-]{16,}`, // Vault, Doppler
    String.raw`(?:SK|key-)[0-9a-f]{32}(?![0-9a-f])|[0-9a-f]{32}-us\d{1,2}`, // Twilio, Mailgun, Mailchimp
    String.raw`(?:bot)?\d{8,10}:AA[\w-]{30,}`, // Telegram
    'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
  ].join('|')})`,
  'g',
);

/** In the path: our own webhooks, and those of chats. */
const IN_PATHS = [
  /([/\\]hooks[/\\][a-z0-9][a-z0-9._-]{0,63}[/\\])[\w-]{43}(?![\w-])/gi,
  /(hooks\.slack\.com[/\\](?:services|workflows|triggers)[/\\])[\w/\\-]{8,}/gi,
  /([/\\]api[/\\]webhooks[/\\]\d{6,20}[/\\])[\w-]{20,}/gi,
];

export const secretsByForm = (text: string, found: Found): void => {
  eachMatch(PRIVATE_KEY, text, (match) => found(match.index, match.index + match[0].length));
  eachMatch(KNOWN, text, (match) => {
    // Without a digit it is a name: `npm_lifecycle_event_of_ours`.
    if (/\d/.test(match[0])) found(match.index, match.index + match[0].length);
  });
  for (const pattern of IN_PATHS) {
    eachMatch(pattern, text, (match) => {
      found(match.index + (match[1]?.length ?? 0), match.index + match[0].length);
    });
  }
};
