import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../support/errors.ts';

/** Where the jars are kept, for `npm start` and for the engines test. */
export const JARS = join(__dirname, '../../.build/dynamodb-local');
/** AWS's archive of the newest DynamoDB Local 3.x, and beside it its checksum. */
export const ARCHIVE_URL = 'https://d1ni2b6xgvw0s0.cloudfront.net/v2.x/dynamodb_local_latest.tar.gz';
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** What `java` needs: a class path and the folder of the native libraries. */
export type Jars = { classPath: readonly string[]; libraries: string };

/** The jars as Maven copies them: all in one folder. */
const fromMaven = (folder: string): Jars | undefined =>
  existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('DynamoDBLocal-'))
    ? { classPath: [join(folder, '*')], libraries: folder }
    : undefined;

/** The jars as AWS's archive has them. */
const fromArchive = (folder: string): Jars | undefined => {
  const jar = join(folder, 'DynamoDBLocal.jar');
  const libraries = join(folder, 'DynamoDBLocal_lib');
  return existsSync(jar) && existsSync(libraries)
    ? { classPath: [jar, join(libraries, '*')], libraries }
    : undefined;
};

const mavenVersion = () => mvn(['--version'], 'ignore').status === 0;

/** Maven is a script on Windows, which only a shell can run. */
const mvn = (parameters: readonly string[], stdio: 'ignore' | 'pipe') => {
  const isWindows = process.platform === 'win32';
  return spawnSync('mvn', isWindows ? parameters.map((text) => `"${text}"`) : parameters, {
    stdio,
    encoding: 'utf8',
    shell: isWindows,
    windowsHide: true,
  });
};

const copyByMaven = (folder: string): void => {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const copied = mvn(['-q', '-B', '-f', join(__dirname, 'pom.xml'), ...goal], 'pipe');
  if (copied.status !== 0) {
    rmSync(folder, { recursive: true, force: true }); // half of it would look like all of it
    throw new StartError(`Maven could not copy DynamoDB Local: ${`${copied.stdout}${copied.stderr}`.trim()}`);
  }
};

const download = async (url: string): Promise<Buffer> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_LIMIT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : error;
    throw new StartError(`DynamoDB Local cannot be downloaded from ${url}: ${reason}`, { cause: error });
  }
};

/** Downloads the archive, compares its checksum, and unpacks it beside its place, so that half of it is never used. */
export const unpackArchive = async (folder: string, url: string): Promise<void> => {
  const [archive, sum] = await Promise.all([download(url), download(`${url}.sha256`)]);
  const [expected = ''] = sum.toString('utf8').trim().split(/\s/);
  if (createHash('sha256').update(archive).digest('hex') !== expected.toLowerCase())
    throw new StartError(`${url} does not have the checksum that stands beside it: try again`);
  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  writeFileSync(join(next, 'archive.tar.gz'), archive);
  // Windows has tar since 2018.
  const unpacked = spawnSync('tar', ['-xzf', 'archive.tar.gz'], {
    cwd: next,
    encoding: 'utf8',
    windowsHide: true,
  });
  if (unpacked.status !== 0)
    throw new StartError(
      `tar could not unpack DynamoDB Local: ${unpacked.error?.message ?? unpacked.stderr}`,
    );
  rmSync(join(next, 'archive.tar.gz'));
  renameSync(next, folder);
};

/** The jars of DynamoDB Local in `folder`; if they are not there yet, from Maven, or where that is missing from AWS. */
export const jarsIn = async (folder: string, log: (line: string) => void): Promise<Jars> => {
  const present = fromMaven(folder) ?? fromArchive(folder);
  if (present) return present;
  rmSync(folder, { recursive: true, force: true });
  const isMaven = mavenVersion();
  log(`DynamoDB Local is downloaded ${isMaven ? 'by Maven' : `from ${ARCHIVE_URL}`}: about 50 MB, once.`);
  if (isMaven) copyByMaven(folder);
  else await unpackArchive(folder, ARCHIVE_URL);
  const jars = fromMaven(folder) ?? fromArchive(folder);
  if (!jars) throw new StartError(`${folder} does not hold DynamoDB Local, though it was put there`);
  return jars;
};
