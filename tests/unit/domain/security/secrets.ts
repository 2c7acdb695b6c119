import { createHash } from 'node:crypto';

/** One secret in the form in which a sender writes it. What is shown must not hold `secret`, but `kept` where it is said. */
export type Secret = { kind: string; text: string; secret: string; kept?: string };

/** Looks like a secret and is none: made by a hash, so that no scanner takes this file for a leak. */
const made = (name: string, length: number, alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'): string =>
  Array.from(
    createHash('sha512').update(name).digest().toString('hex').repeat(3).matchAll(/../g),
    ([byte]) => alphabet[Number.parseInt(byte, 16) % alphabet.length],
  )
    .join('')
    .slice(0, length);

const word = (name: string): string => `Zq7${made(name, 9)}`;
const hex = (name: string, length: number): string => made(name, length, '0123456789abcdef');
const upper = (name: string, length: number): string =>
  made(name, length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const percent = (text: string): string =>
  Array.from(text, (sign) =>
    /[\w.-]/.test(sign) ? sign : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  ).join('');

type Form = [
  kind: string,
  name: string,
  text: (secret: string) => string,
  secret?: ((name: string) => string) | undefined,
  kept?: string,
];

const jwt = (name: string): string => `eyJhbGciOiJIUzI1NiJ9.eyJ${made(name, 20)}.${made(`${name}s`, 30)}`;
const card = (): string => '4111 1111 1111 1111';

/** By name so that each is another secret. */
const FORMS: readonly Form[] = [
  // Headers
  [
    'header',
    'bearer',
    (s) => `sent Authorization: Bearer ${s}, got 401 from api`,
    undefined,
    'got 401 from api',
  ],
  [
    'header',
    'basic',
    (s) => `Authorization: Basic ${s} was refused`,
    (n) => base64(`user:${word(n)}`),
    'was refused',
  ],
  ['header', 'token scheme', (s) => `authorization: Token ${s}`],
  ['header', 'no scheme', (s) => `"Authorization": "${s}"`],
  ['header', 'digest', (s) => `Authorization: Digest username="bob", realm="x", response="${s}" failed`],
  ['header', 'proxy', (s) => `Proxy-Authorization: Basic ${s}`, (n) => base64(`proxy:${word(n)}`)],
  [
    'header',
    'amazon',
    (s) => `Authorization: AWS4-HMAC-SHA256 Credential=AK/20261126/x, SignedHeaders=host, Signature=${s}`,
  ],
  ['header', 'x-api-key', (s) => `X-Api-Key: ${s}`],
  ['header', 'x-auth-token', (s) => `-H 'X-Auth-Token: ${s}'`],
  ['header', 'cookie', (s) => `Cookie: theme=dark; sid=${s}; other=1`],
  [
    'header',
    'set-cookie',
    (s) => `set-cookie: sid=${s}; Path=/; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure`,
  ],
  ['header', 'signature', (s) => `X-Hub-Signature-256: sha256=${s}`, (n) => hex(n, 64)],
  ['header', 'hmac', (s) => `X-Shopify-Hmac-Sha256: ${s}=`, (n) => base64(made(n, 31)).slice(0, 40)],
  ['header', 'bearer alone', (s) => `jwt rejected (Bearer ${s})`, (n) => `${made(n, 20)}7.${made(n, 9)}`],
  // Text, forms, files
  ['text', 'password=', (s) => `login failed: user=bob password=${s} host=db1`, undefined, 'host=db1'],
  ['text', 'passwd:', (s) => `passwd: ${s}`],
  ['text', 'pwd', (s) => `Server=db;Uid=app;Pwd=${s};Database=shop`],
  ['text', 'secret', (s) => `secret => ${s}`],
  ['text', 'is', (s) => `the password is ${s}, try it`],
  ['text', 'access_token', (s) => `access_token=${s}&expires_in=3600`, undefined],
  ['text', 'client_secret', (s) => `grant_type=client_credentials&client_id=7&client_secret=${s}`],
  ['text', 'api key', (s) => `Invalid API key: ${s}`, undefined, 'Invalid API key'],
  ['text', 'upper', (s) => `DB_PASSWORD=${s}`],
  ['text', 'camel', (s) => `clientSecret: '${s}'`],
  ['text', 'sig', (s) => `sig=${s}`],
  ['text', 'quoted blanks', (s) => `password="correct ${s} horse" user=bob`, undefined, 'user=bob'],
  ['text', 'command', (s) => `mysqldump --password ${s} shop`, undefined, 'shop'],
  ['text', 'SQL', (s) => `CREATE USER reader WITH PASSWORD '${s}' failed`, undefined, 'failed'],
  ['text', 'SQL in a form', (s) => `GET /query?q=CREATE+USER+reader+WITH+PASSWORD+%27${s}%27+end`],
  ['text', 'mysql -p', (s) => `mysql -u root -p${s} shop`, undefined, 'shop'],
  ['text', 'blank', (s) => `could not log in with password ${s} at db1`, undefined, 'at db1'],
  ['text', 'Arabic', (s) => `كلمة المرور: ${s}`],
  ['text', 'name in invisible parts', (s) => `pass\u200bword=${s}`],
  ['text', 'full-width', (s) => `ｐａｓｓｗｏｒｄ＝${s}`],
  ['text', 'curl -u', (s) => `curl -u shop:${s} https://h.example/`, undefined, 'https://h.example/'],
  ['JSON', 'password', (s) => `{"user":"bob","password":"${s}","port":3306}`, undefined, '"port":3306'],
  ['JSON', 'blanks', (s) => `{ "token" : "a ${s} b" }`],
  ['JSON', 'in JSON', (s) => JSON.stringify({ body: JSON.stringify({ apiKey: s, n: 1 }) })],
  ['JSON', 'list', (s) => `"tokens": ["${s}", "x"]`],
  ['JSON', 'letters as numbers', (s) => `{"p\\u0061ssword":"${s}"}`],
  [
    'YAML',
    'password',
    (s) => `db:\n  user: bob\n  password: ${s} and more\n  host: db1`,
    undefined,
    'host: db1',
  ],
  ['YAML', 'not ended', (s) => `secret_key_base: "${s} and`],
  ['PHP', 'array', (s) => `array ( 'user' => 'bob', 'password' => '${s}', )`],
  ['PHP', 'print_r', (s) => `Array ( [user] => bob [password] => ${s} )`],
  ['PHP', 'var_dump', (s) => `["password"]=>\n  string(12) "${s}"`],
  ['PHP', 'serialize', (s) => `a:1:{s:8:"password";s:12:"${s}";}`],
  ['XML', 'element', (s) => `<user>bob</user><password>${s}</password>`],
  // URLs
  [
    'URL',
    'mysql',
    (s) => `SQLSTATE[HY000] mysql://app:${s}@db.internal/shop`,
    undefined,
    '@db.internal/shop',
  ],
  ['URL', 'postgres', (s) => `postgresql://app:${s}@db:5432/shop?sslmode=require`],
  ['URL', 'redis', (s) => `redis://:${s}@cache:6379/0`],
  ['URL', 'amqp', (s) => `amqps://app:p@ss/${s}@mq/`],
  ['URL', 'mongodb', (s) => `mongodb+srv://app:${s}@c0.example/?w=1`],
  ['URL', 'wss', (s) => `wss://u:${s}@push.example/socket`],
  ['URL', 'ftp', (s) => `ftp://u:${s}@files.example/`],
  ['URL', 'go dsn', (s) => `app:${s}@tcp(db:3306)/shop`],
  ['URL', 'cut off', (s) => `could not reach https://app:${s}`],
  ['URL', 'query', (s) => `GET https://h.example/p?lang=ar&k=${s} gave 500`, undefined, 'gave 500'],
  ['URL', 'blank in query', (s) => `GET https://h.example/p?q=a b&token=${s}`],
  ['URL', 'quote in query', (s) => `GET https://h.example/p?q="${s} x" gave 500`],
  [
    'URL',
    'quoted, with blanks',
    (s) => `"endpoint":"https://h.example/p?a=x ${s} y","code":503`,
    undefined,
    '"code":503',
  ],
  ['URL', 'fragment', (s) => `https://h.example/p#access=${s}`],
  ['URL', 'path alone', (s) => `/hooks?lang=ar&k=${s} failed`],
  ['URL', 'percent-encoded', (s) => `to=${percent(`https://h.example/p?k=${s}`)}`],
  ['URL', 'percent-encoded userinfo', (s) => percent(`https://app:${s}@h.example/`)],
  ['URL', 'twice encoded', (s) => `u=${percent(percent(`https://h.example/p?k=${s}&l=1`))}`],
  ['URL', 'JSON-escaped', (s) => `"https:\\/\\/h.example\\/p?k=${s}\\u0026l=${s}"`],
  ['URL', 'HTML-escaped', (s) => `<a href="https://h.example/p?l=1&amp;k=${s}">`],
  ['URL', 'slack', (s) => `https://hooks.slack.com/services/T000/B000/${s}`, (n) => made(n, 24)],
  // By form
  ['form', 'jwt', (s) => `token rejected ${s} (expired)`, jwt, '(expired)'],
  ['form', 'aws id', (s) => `key ${s} is not active`, (n) => `AKIA${upper(n, 16)}`, 'is not active'],
  ['form', 'aws secret', (s) => `aws_secret_access_key = ${s}`, (n) => `${made(n, 20)}/${made(`${n}2`, 19)}`],
  ['form', 'stripe', (s) => `Invalid key: ${s}`, (n) => `sk_live_${made(n, 24)}`],
  ['form', 'woocommerce', (s) => `consumer ${s} not found`, (n) => `ck_${hex(n, 40)}`],
  ['form', 'github', (s) => `remote said ${s}`, (n) => `ghp_${made(n, 36)}`],
  ['form', 'github fine', (s) => `remote said ${s}`, (n) => `github_pat_${made(n, 22)}_${made(`${n}2`, 40)}`],
  ['form', 'slack', (s) => `not_authed ${s}`, (n) => `xoxb-123456789012-${made(n, 24)}`],
  ['form', 'sendgrid', (s) => `mail key ${s}`, (n) => `SG.${made(n, 22)}.${made(`${n}2`, 40)}`],
  ['form', 'google', (s) => `maps ${s}`, (n) => `AIza${made(n, 35)}`],
  [
    'form',
    'private key',
    (s) => `-----BEGIN RSA PRIVATE KEY-----\n${s}\n-----END RSA PRIVATE KEY----- read`,
    (n) => made(n, 60),
    ' read',
  ],
  [
    'form',
    'private key in JSON',
    (s) => JSON.stringify({ k: `-----BEGIN PRIVATE KEY-----\n${s}` }),
    (n) => made(n, 60),
  ],
  ['number', 'card', (s) => `card ${s} declined`, card, 'declined'],
  ['number', 'card with dashes', (s) => `card ${s} declined`, () => '5500-0055-5555-5559'],
  ['number', 'card in one', (s) => `"pan":"${s}"`, () => '378282246310005'],
  ['number', 'card in Arabic digits', (s) => `البطاقة ${s}`, () => '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢'],
  ['number', 'card after letters', (s) => `PAN${s}`, () => '5105105105105100'],
  ['number', 'iban', (s) => `refund to ${s} failed`, () => 'SA03 8000 0000 6080 1016 7519', 'failed'],
];

export const SECRETS: readonly Secret[] = FORMS.map(([kind, name, text, secretOf = word, kept]) => {
  const secret = secretOf(name);
  return { kind: `${kind}: ${name}`, text: text(secret), secret, ...(kept !== undefined && { kept }) };
});

/** What senders say of failures, and what must stay as it is. */
export const HARMLESS: readonly string[] = [
  'cURL error 7: Failed to connect to api.shop.example port 443 after 21 ms: Connection refused',
  'cURL error 28: Operation timed out after 10001 milliseconds with 0 bytes received (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for https://api.shop.example/hooks/orders',
  'cURL error 60: SSL certificate problem: unable to get local issuer certificate',
  'Expected token ] at line 3',
  'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
  'Unexpected token: }',
  "SQLSTATE[HY000] [1045] Access denied for user 'root'@'localhost' (using password: YES)",
  "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '4711' for key 'orders.PRIMARY'",
  'Invalid token: expired',
  'token: invalid. password: incorrect',
  'The password field is required.',
  'password is too short',
  'CSRF token mismatch.',
  'Bearer authentication required, Basic authentication failed',
  'Signature verification failed',
  '401 Unauthorized: token has expired',
  'order 1234567890123456 not found, invoice 2026-0004711, customer 300123',
  'order 4111111111111112 not found', // no card: its check digit is another
  'at 1764162000000 ms, 2026-11-26T13:00:00.000Z, Thu, 26 Nov 2026 13:00:00 GMT',
  'notification 01JD3Q4Z5K6M7N8P9R0S1T2V3W of 01KA2B3C4D5E6F7G8H9J0K1M2N',
  'connect ECONNREFUSED 10.0.3.17:5432, [2001:db8::1]:443 and 192.168.100.200',
  'getaddrinfo ENOTFOUND db.internal',
  'request 3f2504e0-4f89-41d3-9a0c-0305e82c3301 failed',
  'commit fc37b32, sha256 9f86d081884c7d65',
  'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
  'mail ops@shop.example or mailto:ops@shop.example, cc:it@shop.example',
  'Is it down? Yes, since 5&6: a=b, AT&T; see https://h.example/a.b/c "why?no"',
  'C:\\inetpub\\wwwroot\\new\\token.php on line 17',
  '/var/www/shop/vendor/guzzlehttp/guzzle/src/Handler/CurlFactory.php:211',
  'https://api.shop.example:8443/hooks/orders and http://[::1]:8080/x',
  'Too many tokens: 4096; tokens used 350',
  'design: flat, config=prod, compass: north, keyword: menu, primary key=5',
  'pass 3 of 5, session closed, auth failed',
  'الخادم لا يجيب منذ 12 دقيقة: الطلب 4711',
  'max_execution_time of 30 seconds exceeded (100% CPU, 50%25)',
  'Undefined array key "secret" in Config.php line 12',
  'call to undefined method App\\Auth\\Token::verify()',
  'Basic tier: 5 webhooks. Token bucket empty. Secret santa. Cookie consent.',
  'HTTP/1.1 503 Service Unavailable; Retry-After: 120; Content-Type: text/html; charset=utf-8',
  'peer https://peer.example:9077 refused write from agent ai:claude-code@pop-os, contact ops@corp.example',
  'quote of 47223179-9330-4259-b66c-f2db26efb20c at 1647725122227, id 150428427078522',
  'event order.created #98765 (attempt 3/3) lasted 00:00:10.123',
];
