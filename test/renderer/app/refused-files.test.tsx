import { cleanNotifications, notificationsStore } from "@mantine/notifications";
import { afterEach, expect, test } from "vitest";
import { reportError } from "../../../renderer/app/errors";
import { adoptFile } from "../../../renderer/app/open-file";
import { openedFile } from "../../../renderer/host/opened-file";
import { currentDocument } from "../../../renderer/state/project";
import "../../../renderer/text/i18n";

afterEach(() => cleanNotifications());

/** What is told after a file was dropped. */
async function toldOf(name: string): Promise<readonly unknown[]> {
  await openedFile([new File(["Not a model at all."], name)])
    .then(adoptFile)
    .catch(reportError);
  return notificationsStore.getState().notifications.flatMap(({ title, message }) => [title, message]);
}

test("a file that is no model is named, and what is open stays", async () => {
  const before = currentDocument();
  expect([await toldOf("notes.onnx"), currentDocument()]).toEqual([
    ["notes.onnx could not be opened", expect.stringMatching(/^This is not an ONNX model, or it is damaged/)],
    before,
  ]);
});

test("two files with the same fault are both told", async () => {
  await toldOf("a.onnx");
  expect((await toldOf("b.onnx")).filter((_, at) => at % 2 === 0)).toEqual([
    "a.onnx could not be opened",
    "b.onnx could not be opened",
  ]);
});

test.each(["resnet50.pth", "resnet50.pt", "model.h5", "model.KERAS", "frozen.pb", "net.caffemodel"])(
  "%s is told how it becomes a file that opens",
  async (name) => {
    expect(await toldOf(name)).toEqual([
      `${name} could not be opened`,
      expect.stringMatching(/ to ONNX first/),
    ]);
  },
);
