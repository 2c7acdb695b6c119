import { describe, expect, test } from '@jest/globals';
import { endpoint, good, message, posted } from './posted.ts';

const text = JSON.stringify(good);
const utf16 = (order: 'LE' | 'BE'): Uint8Array => {
  const units = Buffer.from(text, 'utf16le');
  return order === 'LE' ? units : units.swap16();
};

describe('whatever the form, a whole endpoint is read', () => {
  const form = new URLSearchParams({ code: '503', endpoint, message }).toString();
  const part = (name: string, value: string | number) =>
    `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  test.each<[string, string | Uint8Array]>([
    ['JSON in a string', JSON.stringify(text)],
    ['JSON in a string, twice', JSON.stringify(JSON.stringify(text))],
    ['a list of one', JSON.stringify([good])],
    ['an object within another', JSON.stringify({ event: 'failed', data: good })],
    ['JSON within an object', JSON.stringify({ payload: text })],
    ['names in capitals', JSON.stringify({ Code: 503, Endpoint: endpoint, MESSAGE: message })],
    ['names of others', JSON.stringify({ status_code: 503, webhookUrl: endpoint, errorMessage: message })],
    ['a url', JSON.stringify({ code: 503, url: endpoint, message })],
    ['a form', form],
    ['a form with blanks', `code=503&endpoint=${endpoint}&message=Service Unavailable\n`],
    ['a form with JSON in it', new URLSearchParams({ payload: text }).toString()],
    [
      'a form in parts',
      `${Object.entries(good)
        .map(([name, value]) => part(name, value))
        .join('')}--xyz--\r\n`,
    ],
    ['a trailing comma', `${text.slice(0, -1)},}`],
    ['a comment', `${text}// done`],
    ['NULs', `\0${text}\0`],
    ['two byte order marks', `\ufeff\ufeff${text}`],
    ['single quotes', `{'code': 503, 'endpoint': '${endpoint}', 'message': '${message}'}`],
    ['no quotes around names', `{code: 503, endpoint: "${endpoint}", message: "${message}"}`],
    ['Ruby', `{"code" => 503, "endpoint" => "${endpoint}", "message" => "${message}"}`],
    ['YAML', `code: 503\nendpoint: ${endpoint}\nmessage: ${message}\n`],
    ['an INI file', `endpoint = ${endpoint}\ncode = 503\nmessage = ${message}`],
    ['XML', `<error><code>503</code><endpoint>${endpoint}</endpoint><message>${message}</message></error>`],
    ['a broken end', text.slice(0, -1)],
  ])('%s', (_, body) => {
    expect(posted(body)).toMatchObject({
      status: 200,
      problems: [{ pointer: '#' }],
      notifications: [{ endpoint, code: 503, message }],
    });
  });
  test.each(['LE', 'BE'] as const)('UTF-16%s without its mark is as good', (order) => {
    expect(posted(utf16(order))).toMatchObject({
      status: 200,
      problems: [],
      notifications: [{ endpoint, code: 503, message }],
    });
  });
  test('where one name stands twice the last one counts, as in any JSON', () => {
    expect(
      posted(`{"endpoint":"https://a.example/","code":1,"code":null,"endpoint":"${endpoint}"}`),
    ).toMatchObject({ status: 200, notifications: [{ endpoint }], problems: [{ pointer: '#/code' }] });
  });
  test('the rest of a sender is kept beside it', () => {
    const body = { httpVerb: 'post', webhookUrl: endpoint, response: null, errorType: 'ConnectException' };
    const errorMessage = `cURL error 7: Failed to connect to api.shop.example port 443 for ${endpoint}`;
    const sent = JSON.stringify({ ...body, errorMessage });
    expect(posted(sent)).toMatchObject({
      status: 200,
      notifications: [{ endpoint, message: errorMessage, raw: sent }],
    });
  });
  test('any other URL of a nested object is none of ours', () => {
    const body = { code: 503, message, order: { id: 7, url: 'https://cdn.example/7.png' } };
    expect(posted(body)).toMatchObject({
      status: 400,
      notifications: [{ mentionedUrl: 'https://cdn.example/7.png' }],
    });
  });
});
