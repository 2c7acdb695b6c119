/** Loads a TypeScript file as `node --import tsx FILE` does; apart from launch.cjs, whose syntax is older. */
module.exports = async (file) => {
  await import('tsx');
  require(file);
};
