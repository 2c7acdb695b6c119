const { mkdtempSync, rmSync, statfsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');
const vm = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { Random } = require('../simulation/world/random.ts');
const { drawFrom } = require('./draws.ts');

/*
 * Tests run in Node's own global context, as the product does. Jest's environment is a context of its own behind a proxy:
 * each use of a global is a call there, whatever the packages compile is thrown away after every file, and an Error of
 * Node is no Error of the test. Here the packages are loaded once a worker, and what a file changes globally is put back.
 */
const HERE = {};
/**
 * Values in, values out: tests/architecture sees to it. `local/template` reads serverless.yml, whose text it knows again.
 * Temporal is here because Node 20.12 does not require ES modules, so jest has to load it; its values are known only to the
 * copy that made them.
 */
const PURE =
  /\/(?:(?:lib\/(?:domain|messages)|local\/template|node_modules\/temporal-[^/]+)\/.+|local\/support\/errors)\.[jt]sx?$/;
const pureModules = new Map();
/** What each file was compiled to, once a worker: a call of it makes a new module, with a state of its own. */
const compiled = new Map();
const compileFunction = vm.compileFunction;
/**
 * Jest compiles each module for the context that the environment names; ours is the one that is there already. Pure
 * modules are run once a worker, as the packages are: what the engine has compiled of them serves all files.
 */
vm.compileFunction = (code, parameters, { parsingContext, ...options } = {}) => {
  if (parsingContext !== HERE) return compileFunction(code, parameters, { ...options, parsingContext });
  const file = options.filename;
  const isPure = PURE.test(file);
  if (isPure && pureModules.has(file)) {
    return (module) => {
      module.exports = pureModules.get(file);
    };
  }
  if (compiled.get(file)?.code !== code) {
    compiled.set(file, { code, run: compileFunction(code, parameters, options) });
  }
  const { run } = compiled.get(file);
  if (!isPure) return run;
  return (module, ...others) => {
    run(module, ...others);
    pureModules.set(file, module.exports);
  };
};

/** Loads what is in node_modules as Node does, for packages.cjs. */
globalThis[Symbol.for('load package')] = (file) => require(file);

const IN_MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 30;
/** A file system in memory, if there is one of some size: an engine needs 40 % less processor time on it than on a disk. */
const memoryFolder = () => {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize > ENOUGH_BYTES ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir(); // there is none, as outside of Linux
  }
};

const propertiesOf = (object) =>
  new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));

const restore = (object, before) => {
  for (const key of Reflect.ownKeys(object)) {
    if (!before.has(key)) Reflect.deleteProperty(object, key);
  }
  for (const [key, descriptor] of before) {
    const { value, get } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    if (value !== descriptor.value || get !== descriptor.get) Object.defineProperty(object, key, descriptor);
  }
};

module.exports = class {
  constructor({ projectConfig }, { testPath }) {
    this.putBack = drawFrom(new Random(Number(process.env.SEED), relative(projectConfig.rootDir, testPath)));
    this.globals = propertiesOf(globalThis);
    this.env = { ...process.env };
    // For tests/temporary.ts; it goes with the file.
    this.folder = process.env.TEST_FOLDER = mkdtempSync(join(memoryFolder(), 'flavours-test-'));
    this.exit = process.exit;
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }
  async setup() {
    // All is done before: jest runs setupFiles first.
  }
  async teardown() {
    this.fakeTimersModern.dispose();
    this.putBack();
    process.exit = this.exit;
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    restore(globalThis, this.globals);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
  exportConditions() {
    return ['node', 'node-addons'];
  }
  getVmContext() {
    return HERE;
  }
};
