import { beforeEach, expect, test } from "vitest";
import {
  change,
  currentDocument,
  hideProject,
  isEdited,
  markSaved,
  markUnsaved,
  openProject,
  projectStore,
  resumeProject,
  undo,
} from "../../../renderer/state/project";
import { renameDocument } from "../../../shared/graph/edits";
import { setUnfolded } from "../../../shared/graph/view-edits";
import { openNetwork } from "../../../shared/networks/registry";

const edited = (): boolean => isEdited(projectStore.getState());

beforeEach(() => openProject(openNetwork("resnet-18")));

test("an edit is unsaved until it is undone or saved", () => {
  const seen = [edited()];
  change("Rename", renameDocument("Mine"));
  seen.push(edited());
  undo();
  seen.push(edited());
  change("Rename", renameDocument("Mine"));
  markSaved(currentDocument(), "file");
  seen.push(edited());
  expect(seen).toEqual([false, true, false, false]);
});

test("unfolding counts once there is a file to keep it, and not before", () => {
  change("Unfold", setUnfolded(["conv2_x"], true));
  const without = edited();
  markSaved(currentDocument(), "file");
  change("Fold", setUnfolded(["conv2_x"], false));
  expect([without, edited()]).toEqual([false, true]);
});

test("what was brought back from the autosave is unsaved", () => {
  markUnsaved();
  expect(edited()).toBe(true);
});

test("behind the start screen a project keeps its edits, and is still unsaved", () => {
  change("Rename", renameDocument("Mine"));
  hideProject();
  const { isOpen, isBehind } = projectStore.getState();
  const behind = { isOpen, isBehind, edited: edited(), name: currentDocument().name };
  resumeProject();
  undo();
  expect([behind, currentDocument().name, projectStore.getState().isOpen]).toEqual([
    { isOpen: false, isBehind: true, edited: true, name: "Mine" },
    "ResNet-18",
    true,
  ]);
});
