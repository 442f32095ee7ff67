import { nodeProblem } from "./node-version.mjs";

// Imported first by every script: nothing after it has run yet when an old Node is turned away.
const problem = nodeProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
