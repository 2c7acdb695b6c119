/** A command of the SDK, as far as a test tells one from another. */
export type Command = { constructor: { name: string }; input: object };

/** The real client, whose calls go through `around`: to be counted, to wait, or to fail as no real part does on demand. */
export const intercepted = <Client extends object>(
  client: Client & { send: (...args: never[]) => unknown },
  around: (command: Command, next: () => Promise<unknown>) => Promise<unknown>,
): Client =>
  Object.create(client, {
    send: {
      value: (command: Command, ...rest: unknown[]) =>
        around(command, async () => Reflect.apply(client.send, client, [command, ...rest])),
    },
  });

/** The index that a query asks; empty for what asks none. */
export const indexOf = ({ input }: Command): string => String(Reflect.get(input, 'IndexName') ?? '');

/** An error of AWS by its name. */
export const awsError = (name: string): Error => Object.assign(new Error('no'), { name, $metadata: {} });
