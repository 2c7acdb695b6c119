import type { DoctorClients } from '../../adapters/doctor/doctor-clients.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { CheckName } from '../../domain/doctor/checks.ts';
import type { DeployedStack } from '../../domain/doctor/deployed-stack.ts';
import type { Finding } from '../../domain/doctor/finding.ts';

/** What an examination needs. */
export type Examination = {
  clients: DoctorClients;
  store: Store;
  stack: DeployedStack;
  now: () => Date;
  /** The name under which the stack's own SMS come, if it has one. */
  senderId: string | undefined;
};

/** A check by its name, and what makes it. */
export type NamedCheck = readonly [name: CheckName, make: () => Promise<Finding[]>];
