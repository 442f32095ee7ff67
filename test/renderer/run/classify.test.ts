import { beforeEach, expect, it } from "vitest";
import { classify, classifyStore } from "../../../renderer/panels/run/classify";
import type { Picture } from "../../../renderer/panels/run/decode-picture";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import { modelStore } from "../../../renderer/state/model";
import { openProject } from "../../../renderer/state/project";
import { createBuilder } from "../../../shared/blocks/builder";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { FakeClient, settle } from "../state/fake-client";
import "../../../renderer/text/i18n";

const picture: Picture = {
  name: "cat.png",
  width: 2,
  height: 2,
  original: [2, 2],
  pixels: new Uint8Array(12),
  label: null,
};
let client: FakeClient;

beforeEach(async () => {
  client = new FakeClient();
  provideEngine(() => client);
  modelStore.setState({ model: null, loaded: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
  openProject(network("First"));
});

/** Of two classes; each name is another network. */
function network(name: string): Document {
  const builder = createBuilder();
  builder.layer("x", "input", { height: 2, width: 2, channels: 3 });
  builder.layer(`flat ${name}`, "flatten");
  builder.layer("y", "dense", { units: 2 });
  return { ...emptyDocument(name), graph: builder.build() };
}

const shown = () => {
  const { answer, error, busy } = classifyStore.getState();
  return { by: answer?.model.document.name ?? null, error, busy };
};
const NOTHING = { by: null, error: null, busy: false };

it("an answer goes when another network opens; its picture can be shown to that one", async () => {
  await classify(picture);
  const before = shown();
  openProject(network("Second"));
  const opened = { ...shown(), picture: classifyStore.getState().picture };
  await classify(picture);
  expect([before, opened, shown()]).toEqual([
    { ...NOTHING, by: "First" },
    { ...NOTHING, picture },
    { ...NOTHING, by: "Second" },
  ]);
});

it("a fault goes with the network that had it", async () => {
  openProject(emptyDocument("Empty"));
  await classify(picture);
  const before = shown().error;
  openProject(network("Second"));
  expect([before, shown()]).toEqual([expect.stringContaining("There is no network yet"), NOTHING]);
});

it("an answer that comes when another network is open is nobody's", async () => {
  const answering = classify(picture);
  openProject(network("Second"));
  await answering;
  expect([shown(), client.calls.includes("cancel")]).toEqual([NOTHING, true]);
});
