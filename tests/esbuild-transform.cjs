const { transformSync } = require('esbuild');

// jest runs CommonJS here, as the bundles do; without --experimental-vm-modules it has no import() of its own.
const options = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  supported: { 'dynamic-import': false },
};

module.exports = {
  process: (source, sourcefile) => transformSync(source, { ...options, sourcefile }),
};
