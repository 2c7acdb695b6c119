import { embeddedEngine, embeddedPackage, startEngine } from '../dynamodb/engine.ts';
import { DamagedDatabase, type Engine } from '../dynamodb/engine-process.ts';
import { dockerProblem, startInDocker } from '../dynamodb-local/docker.ts';
import { JARS, jarsIn } from '../dynamodb-local/jars.ts';
import { javaProblem, startInJava } from '../dynamodb-local/java.ts';
import { StartError } from '../support/errors.ts';
import { makeFolder } from '../support/make-folder.ts';

export type Places = {
  /** The database file of the embedded engine. */
  database: string;
  /** The folder in which DynamoDB Local keeps its own. */
  dynamodbLocal: string;
};

/** What stands in for the embedded engine where it does not exist, in the order in which it is tried. */
const standIns = ({ dynamodbLocal }: Places, log: (line: string) => void) => [
  { problem: dockerProblem, how: 'in Docker', start: () => startInDocker(dynamodbLocal) },
  {
    problem: javaProblem,
    how: 'in Java',
    start: async () => startInJava(await jarsIn(JARS, log), { folder: dynamodbLocal }),
  },
];

/** Starts the embedded engine or, where it does not exist, DynamoDB Local in Docker or Java, and says which. */
export const startAnyEngine = async (places: Places, log: (line: string) => void): Promise<Engine> => {
  if (embeddedEngine()) return startEngine(places.database);
  const reasons: string[] = [];
  for (const { problem, how, start } of standIns(places, log)) {
    const why = problem();
    if (why) {
      reasons.push(why);
      continue;
    }
    makeFolder(places.dynamodbLocal);
    log(
      `The embedded DynamoDB engine (${embeddedPackage()}) is not installed: starting DynamoDB Local ${how}.`,
    );
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof StartError) || error instanceof DamagedDatabase) throw error;
      log(error.message);
      reasons.push(`DynamoDB Local did not start ${how}`);
    }
  }
  throw new StartError(
    `There is no DynamoDB to run on: the embedded one (${embeddedPackage()}) is not installed, and ${reasons.join(', and ')}. Start Docker, or install a JDK of 17 or later, or set DYNAMODB_ENDPOINT to a DynamoDB that runs, such as http://127.0.0.1:8000.`,
  );
};
