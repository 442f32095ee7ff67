import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { autosave, startAutosaving } from "../../../renderer/app/autosaving";
import { adoptNetwork, openNetworkFromCatalogue } from "../../../renderer/app/project-files";
import { change, currentDocument, markSaved, openProject } from "../../../renderer/state/project";
import { emptyDocument } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";
import "../../../renderer/text/i18n";

let kept: string[];
let stop: () => void;

beforeEach(() => {
  openProject(emptyDocument("Nothing"));
  kept = [];
  vi.spyOn(autosave, "schedule").mockImplementation((entry) => void kept.push(entry().name));
  vi.spyOn(autosave, "discard").mockImplementation(async () => void kept.push("nothing"));
  stop = startAutosaving();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

test("a model of another program is kept as soon as it is open, as an edit is", async () => {
  await adoptNetwork(openNetwork("nin-cifar10"));
  const { name } = currentDocument();
  const opened = [...kept];
  markSaved(currentDocument(), "a file");
  expect([opened, kept]).toEqual([[name], [name, "nothing"]]);
});

test("a network of the catalogue is kept once it is edited", async () => {
  await openNetworkFromCatalogue("nin-cifar10");
  const opened = [...kept];
  change("Rename", (document) => ({ ...document, name: "Mine" }));
  expect([opened, kept]).toEqual([[], ["Mine"]]);
});
