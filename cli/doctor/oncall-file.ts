import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { type OncallForStack, oncallForStack } from '../../deploy/oncall-for-stack.ts';
import { sharedFate } from '../../deploy/shared-fate.ts';
import type { DoctorClients } from '../../lib/adapters/doctor/doctor-clients.ts';
import type { DeployedStack } from '../../lib/domain/doctor/deployed-stack.ts';
import { fileFindings, sharedFateFindings } from '../../lib/domain/doctor/file-findings.ts';
import type { Finding } from '../../lib/domain/doctor/finding.ts';
import { JsonText } from '../../lib/domain/intake/json-text.ts';

const SHIPPED = '.build/oncall.json';
const DOWNLOAD_TIMEOUT_MS = 30_000;
const Code = z.object({ Code: z.object({ Location: z.url() }) });
const Parameter = z.object({ Parameter: z.object({ Value: z.string() }) });

/** What `${env:…}` and `${ssm:…}` stand for: as a deploy from this machine would look them up. */
const lookUp =
  (region: string) =>
  async (variable: string): Promise<unknown> => {
    const [kind, name = ''] = variable.split(/:(.*)/s);
    if (kind === 'env') {
      const value = process.env[name];
      if (value === undefined) throw new Error(`${name} is not set`);
      return value;
    }
    const answer = await new SSMClient({ region }).send(
      new GetParameterCommand({
        Name: name.replace(/~(true|false|raw|noDecrypt)$/, ''),
        WithDecryption: true,
      }),
    );
    return Parameter.parse(answer).Parameter.Value;
  };

/** `oncall.yml` as a deploy would read it. Throws with its problems. */
export const readOncallFile = async (region: string): Promise<OncallForStack> => {
  const oncall = await oncallForStack(process.env['ONCALL'] || 'oncall.yml', lookUp(region));
  if (oncall.problems.length > 0) throw new Error(oncall.problems.join('; '));
  return oncall;
};

/** The configuration that a function runs with: it is shipped inside its package. */
const readShipped = async ({ functions }: DoctorClients, functionName: string): Promise<unknown> => {
  const answer = await functions.send(new GetFunctionCommand({ FunctionName: functionName }));
  const { Location } = Code.parse(answer).Code;
  const response = await fetch(Location, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the package of ${functionName} was answered with ${response.status}`);
  const file = unzipSync(new Uint8Array(await response.arrayBuffer()))[SHIPPED];
  if (!file) throw new Error(`the package of ${functionName} holds no ${SHIPPED}`);
  return JsonText.parse(Buffer.from(file).toString('utf8'));
};

/** How `oncall.yml` beside this command differs from what is deployed. */
export const examineFile = async (
  clients: DoctorClients,
  stack: DeployedStack,
  oncall: () => Promise<OncallForStack>,
): Promise<Finding[]> => {
  const { runtime, subscriptions, alarms } = await oncall();
  const deployed = await readShipped(clients, `${stack.name}-sweep`);
  return fileFindings(stack, {
    file: JsonText.parse(JSON.stringify(runtime)),
    deployed,
    subscribers: { alerts: subscriptions, alarms },
  });
};

/** Whether the webhook falls together with an endpoint of `oncall.yml`. */
export const examineSharedFate = async (
  stack: DeployedStack,
  oncall: () => Promise<OncallForStack>,
): Promise<Finding[]> => {
  const url = stack.outputs['HttpApiUrl'];
  if (url === undefined) throw new Error('the stack has no output HttpApiUrl');
  const { runtime } = await oncall();
  return sharedFateFindings(new URL(url).hostname, sharedFate(url, runtime?.endpoints ?? []));
};
