/*
 * Runs a container for as long as its own standard input is open. A container does not end with the command that
 * started it, so if the stack is killed, somebody has to remove it. Plain CommonJS, because it starts in a tenth of
 * the time.
 */
const { spawn, spawnSync } = require('node:child_process');

const [container, ...command] = process.argv.slice(2);
const child = spawn('docker', command, { stdio: ['ignore', 'ignore', 'inherit'], windowsHide: true });
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));

process.stdin.resume();
process.stdin.once('end', () => {
  spawnSync('docker', ['rm', '--force', container], { stdio: 'ignore', windowsHide: true });
});
