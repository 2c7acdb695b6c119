#!/usr/bin/env node
/*
 * Speaks the part of Docker's command line that `npm start` uses, and refuses any other. `run` starts a container:
 * here the embedded engine on the published port, over the mounted folder. As with Docker, it does not end with the
 * command that started it, only by `rm --force`.
 */
const { spawn } = require('node:child_process');
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const state = process.env.FAKE_DOCKER;
const file = (name) => join(state, `${name}.pid`);
const [command, ...rest] = process.argv.slice(2);
appendFileSync(join(state, 'calls'), `${JSON.stringify([command, ...rest])}\n`);

const refuse = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(125);
};

const parts = () => {
  const values = {};
  let index = 0;
  for (; rest[index]?.startsWith('--'); index += rest[index] === '--rm' ? 1 : 2) {
    if (!['--rm', '--name', '--user', '--publish', '--mount'].includes(rest[index]))
      refuse(`unknown flag: ${rest[index]}`);
    values[rest[index]] = rest[index + 1];
  }
  return { ...values, image: rest[index], command: rest.slice(index + 1) };
};

const run = () => {
  const { image, command: inside, ...flags } = parts();
  const [, port] = /^127\.0\.0\.1:(\d+):8000$/.exec(flags['--publish']) ?? refuse('invalid publish');
  const [, source, target] =
    /^type=bind,source=([^,]+),target=([^,]+)$/.exec(flags['--mount']) ?? refuse('invalid mount');
  if (!/^amazon\/dynamodb-local:[\d.]+$/.test(image)) refuse(`pull access denied for ${image}`);
  if (!existsSync(source)) refuse(`bind source path does not exist: ${source}`);
  const words = inside.join(' ');
  if (
    words !==
    `-Djava.library.path=./DynamoDBLocal_lib -jar DynamoDBLocal.jar -sharedDb -dbPath ${target} -disableTelemetry`
  )
    refuse(`unknown command: ${words}`);
  const engine = require.resolve('@dynoxide/linux-x64/dynoxide');
  const parameters = ['serve', '--host', '127.0.0.1', '-p', port, '--db-path', join(source, 'database')];
  const container = spawn(engine, parameters, { detached: true, stdio: 'ignore' });
  writeFileSync(file(flags['--name']), String(container.pid));
  container.once('exit', (code) => process.exit(code ?? 137));
};

switch (command) {
  case 'version':
    if (!existsSync(join(state, 'daemon'))) refuse('Cannot connect to the Docker daemon');
    process.stdout.write('linux\n');
    break;
  case 'run':
    run();
    break;
  case 'rm':
    process.kill(Number(readFileSync(file(rest.at(-1)), 'utf8')));
    break;
  default:
    refuse(`docker: '${command}' is not a docker command.`);
}
