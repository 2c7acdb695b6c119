const { transformSync } = require('esbuild');

// jest runs CommonJS here, as the bundles do; without --experimental-vm-modules it has no import() of its own.
const options = {
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  supported: { 'dynamic-import': false },
};

module.exports = {
  process: (source, sourcefile) =>
    transformSync(source, { ...options, loader: sourcefile.endsWith('x') ? 'tsx' : 'ts', sourcefile }),
};
