import type { Page } from 'playwright-core';

/** Whether a button can be seen and tapped whole where the page stands. */
export const isInReach = async (page: Page, name: string): Promise<boolean> => {
  const button = page.getByRole('button', { name, exact: true }).first();
  const box = await button.boundingBox();
  const size = page.viewportSize();
  if (!box || !size || box.y < 0 || box.y + box.height > size.height) return false;
  await button.click({ trial: true }); // throws where something lies over it
  return true;
};
