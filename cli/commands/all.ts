import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import * as benches from './for-benches.ts';
import * as developers from './for-developers.ts';
import * as people from './for-people.ts';
import * as releases from './for-releases.ts';
import * as tests from './for-tests.ts';

/** Every script of package.json by its name; `causes` and `servers` are what the lab of broken servers has. */
export const allCommands = (
  causes: readonly string[],
  servers: readonly string[],
): ReadonlyMap<string, CommandUnknownOpts> =>
  new Map<string, CommandUnknownOpts>([
    ['start', people.startCommand()],
    ['demo', people.demoCommand(causes)],
    ['url', people.urlCommand()],
    ['test-alert', people.testAlertCommand()],
    ['probe', people.probeCommand()],
    ['resolve', people.resolveCommand()],
    ['redrive', people.redriveCommand()],
    ['doctor', people.doctorCommand()],
    ['restore', people.restoreCommand()],
    ['changes', releases.changesCommand()],
    ['help', people.helpCommand()],

    ['test', tests.testCommand()],
    ['lint', developers.lintCommand()],
    ['types', developers.typesCommand()],
    ['test:promise', tests.promiseTestCommand()],
    ['test:mutants', tests.mutantsTestCommand()],
    ['test:mutation', tests.mutationTestCommand()],
    ['test:storm', tests.stormTestCommand()],
    ['test:api', tests.apiTestCommand()],
    ['test:engines', tests.enginesTestCommand()],
    ['test:runtime', tests.runtimeTestCommand()],
    ['test:deploy', tests.deployTestCommand()],
    ['test:doctor', tests.doctorTestCommand()],
    ['lab', developers.labCommand(servers)],
    ['lab:soak', developers.labSoakCommand()],
    ['size', developers.sizeCommand()],
    ['trace', developers.traceCommand()],
    ['lint:workflows', releases.workflowLintCommand()],
    ['licences', releases.licencesCommand()],
    ['sbom', releases.sbomCommand()],
    ['cost', releases.costCommand()],
    ['lint:template', developers.templateLintCommand()],
    ['analyse', developers.analyseCommand()],
    ['openapi', developers.openapiCommand()],
    ['oncall-schema', developers.oncallSchemaCommand()],
    ['screenshots', developers.screenshotsCommand()],
    ['bench:console', benches.consoleBenchCommand()],
    ['bench:flood', benches.floodBenchCommand()],
    ['bench:redaction', benches.redactionBenchCommand()],
    ['bench:cold', benches.coldBenchCommand()],
    ['bench:check', benches.checkBenchCommand()],
    ['bench:cost', benches.costBenchCommand()],
    ['bench:storm', benches.stormBenchCommand()],
  ]);
