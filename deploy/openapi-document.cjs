const { brotliCompressSync } = require('node:zlib');

const OPENAPI = /[\\/]lib[\\/]domain[\\/]api[\\/]openapi\.ts$/;

exports.OPENAPI = OPENAPI;

/** The description of the API, as a function would make it of its schemas. */
const documentOf = async (esbuild, path) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
  });
  const module = { exports: {} };
  new Function('module', 'require', outputFiles[0].text)(module, require);
  return JSON.stringify(module.exports.openapi());
};

/**
 * Puts the description of the API into a bundle as text, compressed. What makes it, which is zod's way to JSON Schema, all schemas
 * and what is said of them, is twice as large, and each cold start would read it.
 */
exports.openapiDocument = {
  name: 'description of the API as text',
  setup(build) {
    build.onLoad({ filter: OPENAPI }, async ({ path }) => ({
      contents: `
import { brotliDecompressSync } from 'node:zlib';
const DOCUMENT = '${brotliCompressSync(await documentOf(build.esbuild, path)).toString('base64')}';
export const openapi = () => JSON.parse(brotliDecompressSync(Buffer.from(DOCUMENT, 'base64')).toString());`,
      loader: 'js',
    }));
  },
};
