/*
 * The template as a deploy would send it to CloudFormation. Packaging a stage takes long, so all cases are of this one file, which
 * packages each of them once (stages.ts).
 */
import './cases/alarms.ts';
import './cases/api.ts';
import './cases/functions.ts';
import './cases/optional-parts.ts';
import './cases/rights.ts';
import './cases/secrets.ts';
import './cases/seeing.ts';
import './cases/tables.ts';
import './cases/topics.ts';
