import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { LiveFunction } from '../../domain/doctor/function-findings.ts';
import type { LiveMapping } from '../../domain/doctor/stream-findings.ts';
import { type DoctorClients, unlessMissing } from './doctor-clients.ts';

const Configuration = z.object({
  State: z.string().optional(),
  LastUpdateStatus: z.string().optional(),
  LastModified: z.string().optional(),
});
const Concurrency = z.object({ ReservedConcurrentExecutions: z.int().optional() });
const Settings = z.object({ AccountLimit: z.object({ UnreservedConcurrentExecutions: z.int() }) });
const Mapping = z.object({
  State: z.string().optional(),
  LastProcessingResult: z.string().optional(),
  EventSourceArn: z.string(),
});

/** A function as Lambda has it. */
export const readFunction = async ({ functions }: DoctorClients, name: string): Promise<LiveFunction> => {
  const found = await unlessMissing(() =>
    functions.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
  );
  if (!found)
    return { name, isThere: false, state: undefined, lastUpdate: undefined, reservedConcurrency: undefined };
  const { State, LastUpdateStatus } = Configuration.parse(found);
  const concurrency = Concurrency.parse(
    await functions.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  );
  return {
    name,
    isThere: true,
    state: State,
    lastUpdate: LastUpdateStatus,
    reservedConcurrency: concurrency.ReservedConcurrentExecutions,
  };
};

/** When a function's code or settings last changed. */
export const readLastModified = async (
  { functions }: DoctorClients,
  name: string,
): Promise<string | undefined> => {
  const found = await unlessMissing(() =>
    functions.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
  );
  return found && Configuration.parse(found).LastModified;
};

/** The mapping by which a stream starts a function. */
export const readMapping = async (
  { functions }: DoctorClients,
  id: string,
): Promise<LiveMapping | undefined> => {
  const found = await unlessMissing(() => functions.send(new GetEventSourceMappingCommand({ UUID: id })));
  if (!found) return undefined;
  const { State, LastProcessingResult, EventSourceArn } = Mapping.parse(found);
  return { id, state: State, lastResult: LastProcessingResult, source: EventSourceArn };
};

/** How many functions without a reservation may run at once. */
export const readConcurrency = async ({ functions }: DoctorClients): Promise<number> =>
  Settings.parse(await functions.send(new GetAccountSettingsCommand({}))).AccountLimit
    .UnreservedConcurrentExecutions;
