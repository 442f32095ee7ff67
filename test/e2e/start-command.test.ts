import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { ROOT } from "../../electron/launch/paths.mjs";

test("npm start -- --no-open serves the app on its own machine until Ctrl+C", async () => {
  const start = runStart("--no-open", "--port", "0");
  const [line] = (await once(start.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const url = /^Blockwise is at (http:\/\/127\.0\.0\.1:\d+\/) /.exec(line.toString())?.[1] ?? "no address";
  const response = await fetch(url);
  expect({
    status: response.status,
    isolated: response.headers.get("cross-origin-opener-policy"),
    title: /<title>(.*)<\/title>/.exec(await response.text())?.[1],
  }).toEqual({ status: 200, isolated: "same-origin", title: "Blockwise" });
  start.kill("SIGINT");
  expect(await once(start, "exit")).toEqual([0, null]);
});

test("a taken port is told in one line", async () => {
  const { port } = new URL(inject("appUrl"));
  expect(await failureOf(runStart("--no-open", "--port", port))).toEqual({
    code: 1,
    lastLine: `Port ${port} is taken. End what uses it, or choose another with --port N.`,
  });
});

test("an unknown flag is told in one line", async () => {
  expect(await failureOf(runStart("--prot", "80"))).toEqual({
    code: 1,
    lastLine: "Unknown option '--prot'. Expected --browser, --port N, --no-open or --help.",
  });
});

function runStart(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "electron/launch/start.mjs"), ...args]);
}

async function failureOf(child: ChildProcess): Promise<{ readonly code: number; readonly lastLine: string }> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  // A build, where a source changed meanwhile, announces itself before.
  return { code, lastLine: stderr.trimEnd().split("\n").at(-1) ?? "" };
}
