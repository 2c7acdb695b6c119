/** In place of a package's text: what Node itself makes of the file, once for all tests of a worker. See environment.cjs. */
module.exports = {
  process: (_text, file) => ({
    code: `module.exports = globalThis[Symbol.for('load package')](${JSON.stringify(file)});`,
  }),
};
