import type { Scene } from './scene.ts';
export const walkTheDocs = async (_scene: Scene): Promise<void> => undefined;
