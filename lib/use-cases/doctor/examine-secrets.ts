import { readLastModified } from '../../adapters/doctor/read-functions.ts';
import { readSecret } from '../../adapters/doctor/read-secrets.ts';
import { nameOf, resourcesOf } from '../../domain/doctor/deployed-stack.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { secretFindings } from '../../domain/doctor/secret-findings.ts';
import type { Examination } from './examination.ts';

/** Each secret of the stack, and whether the functions that have it in their environment were given it as it is now. */
export const examineSecrets = async ({ clients, stack, now }: Examination): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const functions = resourcesOf(stack, 'AWS::Lambda::Function');
  for (const secret of resourcesOf(stack, 'AWS::SecretsManager::Secret')) {
    const holders = functions.filter(({ properties }) =>
      JSON.stringify(properties['Environment'] ?? {}).includes(`secretsmanager:\${${secret.logicalId}}`),
    );
    const times: string[] = [];
    for (const holder of holders) {
      const at = await readLastModified(clients, nameOf(holder));
      if (at !== undefined) times.push(at);
    }
    const readByDeploy = times.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0];
    const live = await readSecret(clients, nameOf(secret));
    findings.push(...secretFindings(stack, secret, live, { now: now(), readByDeploy }));
  }
  return findings;
};
