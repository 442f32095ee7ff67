import "./require-node.mjs";
import { runScript } from "./report.mjs";
import { runEntry } from "./run-entry.mjs";

await runScript(() => runEntry("bench"));
