import type { Reporter, TestModule } from "vitest/node";
import { type Parity, parityTable } from "./parity";

/** Prints what the tests found out about networks as one table, after all of them. */
export default class ParityReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const found: Parity[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { parity } = test.meta();
        if (parity) found.push(parity);
      }
    }
    if (found.length > 0) process.stdout.write(`\n${parityTable(found)}\n`);
  }
}
