import { expect, test } from "vitest";
import { openedFile } from "../../../renderer/host/opened-file";

const KERAS = '{"format": "layers-model"}';
const filesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([name, text]) => new File([text], name));

test.each([
  { what: "two models", files: { "a.onnx": "", "b.onnx": "" }, named: "a.onnx, b.onnx" },
  {
    what: "models of two programs",
    files: { "a.onnx": "", "model.json": KERAS },
    named: "a.onnx, model.json",
  },
  {
    what: "a model and a project",
    files: { "mine.blockwise": "{}", "a.onnx": "" },
    named: "a.onnx, mine.blockwise",
  },
  { what: "two projects", files: { "a.blockwise": "{}", "b.json": "{}" }, named: "a.blockwise, b.json" },
])("of $what chosen together none opens, and that is said", async ({ files, named }) => {
  const remembered: string[] = [];
  const opened = openedFile(filesOf(files), async ({ name }) => `${remembered.push(name)}`);
  await expect(opened).rejects.toThrow(
    `One network opens at a time, and these are several: ${named}. Choose one`,
  );
  expect(remembered).toEqual([]);
});

test("a model opens with all that lies beside it, a configuration too", async () => {
  const opened = await openedFile(filesOf({ "config.json": "{}", "a.onnx": "", "a.onnx.data": "" }));
  expect({ name: opened.name, besides: "besides" in opened && Object.keys(opened.besides) }).toEqual({
    name: "a.onnx",
    besides: ["config.json", "a.onnx.data"],
  });
});
