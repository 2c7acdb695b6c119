import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder, in memory if there is room; jest's environment removes it with all others of the file. */
export const temporaryFolder = (name: string): string =>
  mkdtempSync(join(process.env['TEST_FOLDER'] ?? tmpdir(), `${name}-`));
