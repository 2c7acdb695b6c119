import * as z from 'zod';
import type { Licensed } from './allowed.ts';

const Component = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });
export const Bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string(), name: z.string() }) }),
  components: z.array(Component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
export type Bill = z.infer<typeof Bill>;

/**
 * The bill of what is deployed, out of the bill of everything. Not by npm's own `--omit dev`: npm 11.19 then leaves out
 * each package that a tool needs too, such as zod. Throws if a deployed package is missing.
 */
export const onlyDeployed = (bill: Bill, packages: readonly Licensed[], ownName: string): Bill => {
  const wanted = new Set(
    packages.filter(({ isDeployed }) => isDeployed).map(({ name, version }) => `${name}@${version}`),
  );
  const components = bill.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const found = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const missing = [...wanted].filter((one) => !found.has(one));
  if (missing.length > 0) throw new Error(`the bill lacks ${missing.join(', ')}`);
  const refs = new Set(components.map((component) => component['bom-ref']));
  const own = bill.metadata.component['bom-ref'];
  return {
    ...bill,
    // npm calls the project by its folder.
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, name: ownName } },
    components,
    dependencies: bill.dependencies
      .filter(({ ref }) => ref === own || refs.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) })),
  };
};
