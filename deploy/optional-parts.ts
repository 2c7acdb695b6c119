export type Stack = { functions: Record<string, unknown>; resources: { Resources: Record<string, unknown> } };

/** What `oncall.yml` may do without, each with the function that is for it alone and how its resources are called. */
const PARTS = {
  integrations: { function: 'integrate', resources: /^Integrat/ },
  selfTest: { function: 'selftest', resources: /^Selftest/ },
  heartbeat: { function: undefined, resources: /^Heartbeat/ },
} as const;

/** Takes a part out of the stack with all that is its own: what nobody uses costs nothing. */
export const removePart = (
  { functions, resources: { Resources } }: Stack,
  part: keyof typeof PARTS,
): void => {
  const { function: name, resources } = PARTS[part];
  if (name !== undefined) delete functions[name];
  for (const one of Object.keys(Resources)) if (resources.test(one)) delete Resources[one];
};
