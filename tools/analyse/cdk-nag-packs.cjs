/*
 * Two packs of cdk-nag over a packaged template: AWS's solutions and AWS's serverless rules. In plain JavaScript and a process
 * of its own, because it loads cdk-nag from where cdk-nag.ts has installed it. Prints the report.
 */
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [, , installed, templateFile] = process.argv;
const from = createRequire(join(installed, 'package.json'));
const { App, Stack, Validations } = from('aws-cdk-lib');
const { CfnInclude } = from('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, ServerlessChecks } = from('cdk-nag');

const outdir = mkdtempSync(join(tmpdir(), 'flavours-cdk-nag-'));
const report = join(outdir, 'validation-report.json');
try {
  const app = new App({ outdir, analyticsReporting: false });
  new CfnInclude(new Stack(app, 'Stack'), 'Template', { templateFile });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  try {
    app.synth();
  } catch (error) {
    // It throws where a rule is broken, after it has written which.
    if (!existsSync(report)) throw error;
  }
  process.stdout.write(readFileSync(report, 'utf8'));
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
