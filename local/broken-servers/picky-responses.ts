import { onRequest, pickySocket } from './picky-server.ts';
import type { LabServer } from './server.ts';

const LENGTH = 'Content-Length: 2\r\n';
const OK = `HTTP/1.1 200 OK\r\n${LENGTH}`;
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n';
const withStatusLine = (line: string): string => `${line}\r\n${LENGTH}\r\nok`;
const withHeader = (header: string): string => `${OK}${header}\r\n\r\nok`;
const withHeaders = (count: number, bytes: number): string =>
  `${OK}${`X-More: ${'x'.repeat(bytes - 10)}\r\n`.repeat(count)}\r\nok`;

const RESPONSES: readonly (readonly [name: string, what: string, response: string])[] = [
  ['bare-line-feeds', 'ends its lines with a line feed alone', `HTTP/1.1 200 OK\nContent-Length: 2\n\nok`],
  ['doubled-returns', 'ends its lines with two carriage returns', `${OK.replaceAll('\r', '\r\r')}\r\r\nok`],
  ['no-reason', 'a status without words', withStatusLine('HTTP/1.1 200')],
  ['glued-reason', 'no space between status and words', withStatusLine('HTTP/1.1 200OK')],
  ['two-spaces', 'two spaces in the status line', withStatusLine('HTTP/1.1  200  OK')],
  ['tabs', 'tabs in the status line', withStatusLine('HTTP/1.1\t200\tOK')],
  ['lower-case', 'writes http in lower case', withStatusLine('http/1.1 200 ok')],
  ['padded-status', 'a zero before the status', withStatusLine('HTTP/1.1 0200 OK')],
  ['http-1.0', 'HTTP/1.0, and no length', 'HTTP/1.0 200 OK\r\n\r\nok'],
  ['http-1.2', 'a version that never was', withStatusLine('HTTP/1.2 200 OK')],
  ['http-2-line', 'claims HTTP/2 in a status line', withStatusLine('HTTP/2 200 OK')],
  ['http-2.0-line', 'claims HTTP/2.0 in a status line', withStatusLine('HTTP/2.0 200 OK')],
  ['no-version', 'no version in the status line', withStatusLine('HTTP 200 OK')],
  ['icy', 'the status line of a radio station', withStatusLine('ICY 200 OK')],
  ['blank-line-first', 'an empty line before the status', `\r\n${withStatusLine('HTTP/1.1 200 OK')}`],
  [
    'mark-first',
    'a byte order mark before the status',
    `\u00ef\u00bb\u00bf${withStatusLine('HTTP/1.1 200 OK')}`,
  ],
  ['continue', '"100 Continue" that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${OK}\r\nok`],
  ['early-hints', '103 Early Hints first', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}\r\nok`],
  ['unknown-interim', 'an interim status that is unknown', `HTTP/1.1 199 Soon\r\n\r\n${OK}\r\nok`],
  ['length-and-chunks', 'both a length and chunks', `${CHUNKED}${LENGTH}\r\n2\r\nok\r\n0\r\n\r\n`],
  ['length-twice', 'the length twice', `${OK}${LENGTH}\r\nok`],
  ['length-list', 'the length as a list', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok'],
  ['length-signed', 'a plus before the length', 'HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok'],
  ['length-odd', 'a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok'],
  ['length-empty', 'an empty length', 'HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok'],
  ['length-short', 'more body than the length says', `${OK}Connection: close\r\n\r\nok, and more`],
  ['no-length', 'a body that ends with the connection', 'HTTP/1.1 200 OK\r\n\r\nok'],
  ['control-characters', 'control characters in a header', withHeader('X-Odd: a\u0001\u007fb')],
  ['latin-1', 'a header in Latin-1, name and all', withHeader('X-\u00e9: \u00e9\u00ff')],
  ['space-in-name', 'a header name with a space', withHeader('Odd Header: x')],
  ['space-before-colon', 'a space before the colon', withHeader('X-Odd : x')],
  ['no-colon', 'a line that is no header among them', withHeader('Warning, this is no header')],
  ['no-name', 'a header without a name', withHeader(': x')],
  ['empty-value', 'a header without a value', withHeader('X-Odd:')],
  ['folded', 'a header over two lines', withHeader('X-Odd: a\r\n  b')],
  ['folded-first', 'a first header that looks like a second line', 'HTTP/1.1 200 OK\r\n X-Odd: a\r\n\r\nok'],
  ['return-and-space', 'a carriage return and a space behind a value', withHeader('X-Odd: a\r ')],
  ['blank-fold', 'a second line of a header with a space alone', withHeader('X-Odd: a\r\n ')],
  ['spaces-behind', 'spaces and tabs behind a value', withHeader('X-Odd: a \t ')],
  ['bare-return', 'a carriage return within a header', withHeader('X-Odd: a\rb')],
  [
    'offers-http-2',
    'offers to upgrade, as Apache does',
    withHeader('Upgrade: h2,h2c\r\nConnection: Upgrade'),
  ],
  ['unknown-encoding', 'a body in an encoding that is unknown', withHeader('Content-Encoding: zebra')],
  ['gzip-unasked', 'says gzip, and means it not', withHeader('Content-Encoding: gzip')],
  [
    'transfer-identity',
    'an old transfer encoding',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nok',
  ],
  ['chunk-extension', 'words behind the size of a chunk', `${CHUNKED}\r\n2;a=b;c="d\r\nok\r\n0\r\n\r\n`],
  ['chunk-spaces', 'spaces behind the size of a chunk', `${CHUNKED}\r\n2   \r\nok\r\n0\r\n\r\n`],
  ['chunk-line-feeds', 'chunks with line feeds alone', `${CHUNKED}\r\n2\nok\n0\n\n`],
  ['chunk-trailer', 'a header behind the last chunk', `${CHUNKED}\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n`],
  [
    'chunk-twice',
    'says twice that it is chunked',
    `${CHUNKED}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
  ],
  ['no-content-with-body', 'a body behind 204', `HTTP/1.1 204 No Content\r\n${LENGTH}\r\nok`],
  ['date-odd', 'a date that is none', withHeader('Date: yesterday')],
  ['headers-20-kb', '20 KB of headers, a single one', withHeaders(1, 20_000)],
  ['headers-120-kb', '120 KB of headers', withHeaders(6, 20_000)],
  ['headers-250-kb', '250 KB of headers: Chrome takes 256, cURL 300', withHeaders(12, 20_800)],
  ['headers-3000', '3,000 headers', withHeaders(3_000, 12)],
];

/** Servers with unusual responses. */
export const pickyResponses: readonly LabServer[] = RESPONSES.map(([name, what, response]) =>
  pickySocket(name, what, (socket) => onRequest(socket, () => socket.end(Buffer.from(response, 'latin1')))),
);
