import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { LiveSecret } from '../../domain/doctor/secret-findings.ts';
import { type DoctorClients, unlessMissing } from './doctor-clients.ts';

const Secret = z.object({
  CreatedDate: z.date().optional(),
  LastChangedDate: z.date().optional(),
  DeletedDate: z.date().optional(),
});

/** What Secrets Manager says about a secret; its value is not asked for. */
export const readSecret = async ({ secrets }: DoctorClients, id: string): Promise<LiveSecret | undefined> => {
  const found = await unlessMissing(() => secrets.send(new DescribeSecretCommand({ SecretId: id })));
  if (!found) return undefined;
  const { CreatedDate, LastChangedDate, DeletedDate } = Secret.parse(found);
  return {
    changedAt: (LastChangedDate ?? CreatedDate)?.toISOString(),
    isBeingDeleted: DeletedDate !== undefined,
  };
};
