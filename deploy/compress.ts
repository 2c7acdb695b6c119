import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { unzipSync, Zip, ZipPassThrough } from 'fflate';

/** A file in a zip, deflated by zlib: serverless-esbuild uses level 1, and fflate's own deflate is 4 % bigger. */
class SmallestEntry extends ZipPassThrough {
  override compression = 8;
  // The same content must give the same zip, or osls deploys what has not changed.
  override mtime = '1980-01-01T00:00:00';
  // Lambda cannot read a zip that claims to be from Unix and grants no permissions.
  override os = 3;
  override attrs = 0o100644 << 16;

  protected override process(content: Uint8Array, final: boolean): void {
    this.ondata(null, deflateRawSync(content, { level: 9 }), final);
  }
}

/** Compresses a zip again, as small as possible: a cold start has to fetch it. */
export const compress = (path: string): void => {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(path)))) {
    const entry = new SmallestEntry(name);
    zip.add(entry);
    entry.push(content, true);
  }
  zip.end();
  writeFileSync(path, Buffer.concat(chunks));
};
