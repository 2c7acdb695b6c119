import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { children, inboxOf, notify, refused, start, startKept } from './npm-start.ts';
import { eventually, temporaryDir } from './temporary.ts';

const ROOT = join(__dirname, '../../..');

const isAnswering = (url: string | undefined): Promise<boolean> =>
  fetch(url ?? '').then(
    () => true,
    () => false,
  );

describe('npm start', () => {
  const DATA_DIR = temporaryDir();
  let stack: ReturnType<typeof startKept>;
  let webhookUrl: string;
  beforeAll(async () => {
    stack = startKept({ DATA_DIR, SWEEP_S: '5' });
    webhookUrl = await stack.ready();
  });
  afterAll(() => {
    stack?.child.kill('SIGKILL');
  });

  test('says where everything is, takes a notification, and tells by email and SMS', async () => {
    expect(stack.message.stdout).toMatch(
      /^Webhook URL: http:\/\/127\.0\.0\.1:\d+\/hooks\/main\/[\w-]{43}\nInbox: http:\/\/127\.0\.0\.1:\d+\/inbox\nConsole: http:\/\/127\.0\.0\.1:\d+\/console\/sign-in\/[\w-]{43}\nDynamoDB: http:\/\/127\.0\.0\.1:\d+\nTry it: curl .+\nReady in \d+ ms\n$/,
    );
    expect((await notify(webhookUrl)).status).toBe(200);
    const sent = await eventually('two messages', async () => {
      const inbox = await inboxOf(stack.outputOf('Inbox'));
      return inbox.length >= 2 ? inbox : undefined;
    });
    expect(sent.map(({ protocol }) => protocol).sort()).toEqual(['email', 'sms']);
  });

  test('prints a command that can be pasted, and its answer and alert are true: our own probe sees the same', async () => {
    const command = stack.outputOf('Try it') ?? '';
    const { host } = new URL(/http[^"]+/.exec(command)?.[0] ?? '');
    const pasted = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect([pasted.status, pasted.stderr]).toEqual([0, '']);
    expect(JSON.parse(pasted.stdout)).toEqual({ id: expect.any(String) });
    const sent = await eventually('an email', async () =>
      (await inboxOf(stack.outputOf('Inbox'))).find(
        ({ protocol, body }) => protocol === 'email' && body.includes(host),
      ),
    );
    expect(sent.body).toMatch(/HTTP 503 to GET|Our own probe got 503/);
  });

  test('has a demo beside it that says how long a recovery takes, and waits for it', async () => {
    const demo = spawn(
      process.execPath,
      ['--import', 'tsx', 'local/demo/main.ts', '--seconds', '5', '--cause', 'unavailable'],
      { cwd: ROOT, env: { PATH: process.env['PATH'], DATA_DIR } },
    );
    children.push(demo);
    let message = '';
    demo.stdout.on('data', (chunk) => {
      message += chunk;
    });
    await eventually('what it promises', () => message.includes('This waits for it.') || undefined);
    // Once more around the loop that asks for the recovery, which cannot have come yet.
    await inboxOf(stack.outputOf('Inbox'));
    expect(message).toContain('in about 7 min');
    expect(message).not.toMatch(/No recovery|A person/);
    expect(demo.exitCode).toBe(null);
  });

  test('goes on where a second one on the same directory is refused', async () => {
    const second = start({ DATA_DIR });
    expect(await second.ended).toBe(2);
    expect(second.message.stderr).toMatch(
      /^A stack already runs on .*: process \d+, http:\/\/127\.0\.0\.1:\d+\/inbox\..*\n$/,
    );
    expect(await isAnswering(stack.outputOf('Inbox'))).toBe(true);
  });

  test('writes what functions log to a file and not to standard output', async () => {
    const log = await eventually('a line of the sweep', () => {
      const text = statSync(join(DATA_DIR, 'functions.log'), { throwIfNoEntry: false })
        ? readFileSync(join(DATA_DIR, 'functions.log'), 'utf8')
        : '';
      return text.includes('swept') ? text : undefined;
    });
    expect(log).toContain('"level":"INFO"');
    expect(stack.message.stdout.trimEnd().split('\n')).toHaveLength(6);
  });

  test('ends in order when it is told to, with its engine, and has complained of nothing', async () => {
    stack.child.kill('SIGTERM');
    expect(await stack.ended).toBe(0);
    expect(stack.message.stderr).toBe('');
    expect(await isAnswering(stack.outputOf('DynamoDB'))).toBe(false);
  });
});

test('killed, it takes its engine with it; started again, it has the same URL, inbox and tables, and tells nothing twice', async () => {
  const DATA_DIR = temporaryDir();
  const first = start({ DATA_DIR });
  const webhookUrl = await first.ready();
  await notify(webhookUrl);
  const before = await eventually('two messages', async () => {
    const inbox = await inboxOf(first.outputOf('Inbox'));
    return inbox.length >= 2 ? inbox : undefined;
  });
  first.child.kill('SIGKILL');
  await first.ended;
  await eventually('the end of the engine', async () =>
    (await isAnswering(first.outputOf('DynamoDB'))) ? undefined : true,
  );

  // What the first was about to send under its lease, the sweep of the second sends.
  const second = start({ DATA_DIR, SWEEP_S: '5' });
  expect(new URL(await second.ready()).pathname).toBe(new URL(webhookUrl).pathname);
  await notify(await second.ready());
  // Told of another endpoint, it is done with the one before.
  await notify(await second.ready(), 'https://other.shop.example/hooks/menu');
  const after = await eventually('two messages about the other', async () => {
    const inbox = await inboxOf(second.outputOf('Inbox'));
    return inbox.length >= before.length + 2 ? inbox : undefined;
  });
  expect(after.slice(2)).toEqual(before);
  expect(after[0]?.attributes).toMatchObject({ kind: 'opened' });
  expect(statSync(join(DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('a taken port is one clear line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  expect(await refused({ PORT: String(port) })).toBe(
    `Port ${port} on 127.0.0.1 is taken. Set PORT to a free one, or end the process that has it.\n`,
  );
  server.close();
});

test('an environment that makes no sense is one line a variable', async () => {
  const lines = (await refused({ PORT: '99999', STREAM: 'no', SWEEP_S: '0', DYNAMODB_ENDPOINT: 'db' }))
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => line.split(':', 1)[0])).toEqual([
    'PORT=99999',
    'DYNAMODB_ENDPOINT=db',
    'STREAM=no',
    'SWEEP_S=0',
  ]);
});

test('a broken oncall.yml is one line with file, line and field', async () => {
  const ONCALL = join(temporaryDir(), 'oncall.yml');
  writeFileSync(ONCALL, 'timeZone: Asia/Riyadh\nlevels:\n  - subscribers:\n      - email: nobody\n');
  const message = await refused({ ONCALL });
  expect(message).toContain(`${ONCALL}:4 `);
  expect(message.trimEnd().split('\n')).toHaveLength(1);
});

test('an engine that is not there is one line', async () => {
  expect(await refused({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' })).toBe(
    'DYNAMODB_ENDPOINT http://127.0.0.1:1 does not answer as DynamoDB does.\n',
  );
});
