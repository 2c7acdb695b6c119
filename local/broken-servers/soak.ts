import { setTimeout as sleep } from 'node:timers/promises';
import { labSoakCommand } from '../../cli/commands/for-developers.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { probe } from '../../lib/adapters/probe/probe.ts';
import { labProbeOptions, labServers } from './catalog.ts';

const ROUNDS = 1_000;
const WARM_UP = 200;
const MIB = 1_048_576;
const FLAT_MIB = 25; // what the garbage collector leaves; 4,000 probes end no higher than 1,000

/** Those that answer or fail at once; the slow ones hold the same things for longer. */
const QUICK = new Set(
  `good status-503 redirect-loop huge-body port-closed reset hangs-up endless-headers endless-continue
  picky-keeps-open picky-five-addresses picky-http-2-only picky-http-2-sends-back picky-headers-250-kb
  http-2-hangs-up http-2-half-body half-chunks alias-to-nothing
  not-http no-such-name good-tls expired wrong-name old-tls plain-on-tls-port`.split(/\s+/),
);

const rssMiB = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / MIB;
};

/** Whether 1,000 probes of broken servers leave anything behind: `npm run lab:soak`. */
const main = async (): Promise<number> => {
  const servers = labServers.filter(({ name }) => QUICK.has(name));
  const running = await Promise.all(servers.map(({ start }) => start()));
  const probeNext = async (round: number): Promise<number> => {
    const target = running[round % running.length];
    return target ? (await probe(target.url, labProbeOptions(target))).ms : 0;
  };
  for (let round = 0; round < WARM_UP; round += 1) await probeNext(round);
  const before = rssMiB();
  const began = performance.now();
  let slowest = 0;
  for (let round = 0; round < ROUNDS; round += 1) slowest = Math.max(slowest, await probeNext(round));
  const seconds = (performance.now() - began) / 1_000;
  const grown = rssMiB() - before;
  await Promise.all(running.map(({ stop }) => stop()));
  await sleep(100); // closed sockets are gone a turn later
  const open = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|UDP|Timeout/.test(name));
  process.stdout.write(
    `${ROUNDS} probes of ${servers.length} servers in ${seconds.toFixed(1)} s, slowest ${slowest} ms; ` +
      `RSS ${before.toFixed(1)} MiB, ${grown >= 0 ? '+' : ''}${grown.toFixed(1)}; left open: ${open.join(' ') || 'nothing'}\n`,
  );
  return grown > FLAT_MIB || open.length > 0 ? EXIT.failed : EXIT.done;
};

run(labSoakCommand(), main);
