import { DEPLOY_STORIES, type DeployStory, deployTestCommand } from '../../cli/commands/for-tests.ts';
import { run } from '../../cli/commands/run.ts';
import { firstDeploy } from './first-deploy.ts';
import { summarise } from './report.ts';
import { onEmulator, type Scene } from './scene.ts';
import { updateRelease } from './update.ts';
import { walkTheDocs } from './walk.ts';
import { wholeProduct } from './whole-product.ts';

/** Each on an emulator of its own. */
const STORIES: Record<DeployStory, (scene: Scene) => Promise<void>> = {
  'whole-product': wholeProduct,
  'first-deploy': firstDeploy,
  update: updateRelease,
  walk: walkTheDocs,
};

run(deployTestCommand(), async ({ story: wanted }) => {
  for (const name of DEPLOY_STORIES) {
    if (wanted !== undefined && wanted !== name) continue;
    process.stdout.write(`\n${name}\n`);
    await onEmulator(name, process.cwd(), STORIES[name]);
  }
  summarise();
});
