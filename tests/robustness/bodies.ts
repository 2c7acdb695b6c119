/** A body that somebody could post, by a name that says what is odd about it. */
export type Body = readonly [name: string, body: string | Uint8Array];

export const documented = {
  code: 503,
  endpoint: 'https://api.shop.example/hooks/orders',
  message: 'تعذر الاتصال — 接続できません 🍔',
};
const good = JSON.stringify(documented);
/** The documented body with one value written as it stands. */
const withCode = (code: string) => `{"code":${code},"endpoint":"https://h.example/"}`;
const withMessage = (message: string) => `{"code":1,"endpoint":"https://h.example/m","message":${message}}`;
const withUnknown = (text: string) => `{"code":1,"endpoint":"https://h.example/u",${text}}`;

const utf16 = (text: string, order: 'LE' | 'BE'): Uint8Array => {
  const units = Buffer.from(text, 'utf16le');
  return order === 'LE' ? units : units.swap16();
};
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** None of these is JSON, and each names an endpoint whole. */
export const readable: Body[] = [
  ['a NUL before', `\0${good}`],
  ['a NUL after', `${good}\0`],
  ['a trailing comma', '{"code":1,"endpoint":"https://h.example/",}'],
  ['a line comment', `${good}// done`],
  ['a block comment', `/* */${good}`],
  ['NaN', withCode('NaN')],
  ['Infinity', withCode('-Infinity')],
  ['undefined', withCode('undefined')],
  ['a hexadecimal number', withCode('0x1F')],
  ['a leading zero', withCode('0503')],
  ['a leading plus', withCode('+503')],
  ['a bare dot', withCode('.5')],
  ['a BigInt', withCode('503n')],
  ['two documents', good + good],
  ['a newline in a string', withMessage('"a\nb"')],
  ['a tab in a string', withMessage('"a\tb"')],
  ['an escape of another language', withMessage('"\\x41"')],
  ['half an escape', withMessage('"\\u00"')],
  ['blanks that are none', `\u00a0${good}\u2028`],
  ['two byte order marks', `\ufeff\ufeff${good}`],
  ['a form', 'code=503&endpoint=https%3A%2F%2Fh.example%2F&message='],
  ['YAML', 'code: 503\nendpoint: https://h.example/'],
  ['XML', '<?xml version="1.0"?><e><code>503</code><endpoint>https://h.example/x?a=1&amp;b=2</endpoint></e>'],
  ...[good.indexOf('","message"') + 1, good.indexOf('","message"') + 20, good.length - 1].map(
    (length): Body => [`cut at ${length}`, good.slice(0, length)],
  ),
];

/** None of these is JSON, and none names an endpoint. */
export const notJson: Body[] = [
  ['nothing', ''],
  ['a space', ' '],
  ['NUL', '\0'],
  ['a leading comma', '{,"code":1}'],
  ['single quotes', "{'code':503}"],
  ['keys without quotes', '{code:503}'],
  ['UTF-32LE with its mark', bytes([0xff, 0xfe, 0, 0], [0x7b, 0, 0, 0])],
  ['half a UTF-16 unit', bytes([0xff, 0xfe, 0x7b])],
  ['UTF-7', '+AHsAIgBjAG8AZABlACIAfQ-'],
  ['gzip', bytes([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])],
  ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['nested arrays to the limit', '['.repeat(256 * 1024)],
  ['nested objects to the limit', '{"a":'.repeat(52_000)],
  ...[1, 9, 10, 20, 40].map((length): Body => [`cut at ${length}`, good.slice(0, length)]),
];

/** JSON, and for the oracle to say what of. */
export const oddJson: Body[] = [
  ...['null', 'true', '0', '"text"', '[]', '{}', '[{"code":1,"endpoint":"https://h.example/"}]'].map(
    (text): Body => [text, text],
  ),
  ...[
    [
      '1e400',
      '-1e400',
      '1e21',
      '1e2',
      '500.0',
      '0.5',
      '-0',
      '1e-400',
      '9007199254740991',
      '9007199254740992',
    ],
    ['9007199254740993', '-9007199254740991', '1'.repeat(4000), '"9007199254740991"', '"9007199254740992"'],
    ['"-9007199254740992"', '" 503 "', '"\\u00a0503\\ufeff"', '"٥٠٣"', '"5٠3"', '"503.0"', '"5e2"', '"0x1f"'],
    [
      '"--5"',
      '"+"',
      '""',
      '"00000000000000000000000000000503"',
      `"${'9'.repeat(4000)}"`,
      'true',
      '[503]',
      '{}',
    ],
  ]
    .flat()
    .map((code): Body => [`code ${code.slice(0, 40)}`, withCode(code)]),
  ...[
    ['"a\\ud800b"', '"\\udc00\\ud800"', '"\\u0000"', '""', 'null', '7', '{}', '["a"]', 'false'],
    [
      JSON.stringify('\u202eevil\u2066'),
      JSON.stringify('\u{10ffff}\u{e0041}\ufffe'),
      '"\\u2028\\u0085\\u001b[2J"',
    ],
  ]
    .flat()
    .map((message): Body => [`message ${message}`, withMessage(message)]),
  ...[
    [
      'HTTPS://H.EXAMPLE',
      'https://',
      'https:///',
      'https:////h.example/x',
      'https:\\/\\/h.example/',
      'http:h.example',
    ],
    [
      '//h.example/',
      '/orders',
      'ftp://h.example/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://h.example:99999',
    ],
    [
      'https://h.example:0',
      'https://[::1]/',
      'https://[::1/',
      'https://1.2.3.4.5/',
      'https://0x7f.1/',
      'https://متجر.example/',
    ],
    [
      'https://h.example/\\u0000',
      'https://h.\\u0000example/',
      'https://h.example/\\n',
      'https://us\\ter:pw@h.example/',
    ],
    [
      'https://h.example/\\ud800',
      'https://\\ud800/',
      'https://h.example/%',
      'https://%41.example/',
      'https://%00/',
    ],
    [
      ' https://h.example/',
      'https://h.example/ ',
      'https://h example/',
      'https://xn--a/',
      'https://h.example/?#?#',
    ],
    ['https://*.example/', 'https://h_1.example/', "https://u'@h.example/", 'http://h.example/.././..//x'],
  ]
    .flat()
    .map((endpoint): Body => [`endpoint ${endpoint}`, `{"code":1,"endpoint":"${endpoint}"}`]),
  ...[2047, 2048, 2049].map(
    (length): Body => [
      `endpoint of ${length}`,
      `{"code":1,"endpoint":"${'https://h.example/'.padEnd(length, 'é')}"}`,
    ],
  ),
  ['no endpoint', '{"code":1}'],
  ['no code', '{"endpoint":"https://h.example/"}'],
  ['keys of another case', '{"Code":1,"Endpoint":"https://h.example/"}'],
  ['a key twice, the last is good', '{"code":"x","code":7,"endpoint":"https://h.example/twice"}'],
  ['a key twice, the last is wrong', '{"code":7,"code":"x","endpoint":"https://h.example/twice"}'],
  ['__proto__ with everything', '{"__proto__":{"code":1,"endpoint":"https://h.example/"}}'],
  ['__proto__ beside everything', withUnknown('"__proto__":{"code":"x","polluted":true}')],
  ['constructor', withUnknown('"constructor":{"prototype":{"polluted":true}}')],
  ['toString, hasOwnProperty', withUnknown('"toString":1,"hasOwnProperty":null')],
  [
    'names of our own',
    withUnknown('"id":"x","endpointKey":"source:x","pending":9,"incidentId":"y","problem":"z"'),
  ],
  ['an empty name', withUnknown('"":""')],
  ['a name of NUL', withUnknown('"\\u0000":"\\u0000"')],
  ['a lone surrogate for a name', withUnknown('"\\ud800":1')],
  ['nested arrays inside', withUnknown(`"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  ['nested objects inside', withUnknown(`"x":${'{"a":'.repeat(2300)}0${'}'.repeat(2300)}`)],
  ['a byte order mark', `\ufeff${good}`],
  ['UTF-16LE with its mark', bytes([0xff, 0xfe], [...utf16(good, 'LE')])],
  ['UTF-16BE with its mark', bytes([0xfe, 0xff], [...utf16(good, 'BE')])],
  ['UTF-16LE without its mark', utf16(good, 'LE')],
  ['UTF-16BE without its mark', utf16(good, 'BE')],
  ['overlong UTF-8', bytes('{"code":1,"endpoint":"https://h.example/o","message":"', [0xc0, 0xaf], '"}')],
  [
    'a surrogate in UTF-8',
    bytes('{"code":1,"endpoint":"https://h.example/s","message":"', [0xed, 0xa0, 0x80], '"}'),
  ],
  ['Latin-1', bytes('{"code":1,"endpoint":"https://h.example/l","message":"caf', [0xe9], '"}')],
];

/** The documented body, `length` bytes long. */
export const sized = (length: number, filler = 'm'): string => {
  const frame = Buffer.byteLength(JSON.stringify({ ...documented, message: '' }));
  const message = filler.repeat(Math.floor((length - frame) / Buffer.byteLength(filler)));
  const rest = 'x'.repeat(length - frame - Buffer.byteLength(message));
  return JSON.stringify({ ...documented, message: message + rest });
};

export const sizes: Body[] = [16_384, 16_385, 40_000, 262_143, 262_144, 262_145, 400_000].flatMap(
  (length): Body[] => [
    [`${length} bytes`, sized(length)],
    [`${length} bytes of two-byte characters`, sized(length, 'é')],
    [`${length} bytes of four-byte characters`, sized(length, '🍔')],
    [`${length} bytes that are no UTF-8`, Buffer.alloc(length, 0xff)],
  ],
);
