import { describe, expect, test } from "vitest";
import { assertExists } from "../../../shared/base/assert";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { readCheckpointHead } from "../../../shared/formats/checkpoint/head";
import { expectResumes, ownImages, smallRun, trainOnce } from "../../helpers/resumed-run";

test("a run that is killed in mid-epoch and taken up ends with the same bits and the same curve", () =>
  expectResumes(
    smallRun({ keepBest: true, augmentation: [{ kind: "flip", probability: 0.5 }], reportEvery: 3 }),
    8,
  ));

describe("a checkpoint", () => {
  test("is made before a pause is said, and says what it is of", async () => {
    const engine = createNodeEngine();
    await engine.setBackend("wasm");
    const heard: string[] = [];
    let head: ReturnType<typeof readCheckpointHead> | null = null;
    await engine.train(
      smallRun(),
      (event) => {
        if (event.kind === "checkpoint") head = readCheckpointHead(event.file);
        if (event.kind === "checkpoint" || event.kind === "phase") {
          heard.push(event.kind === "phase" ? event.phase : event.kind);
        }
        if (event.kind === "report" && event.step === 8) void engine.pause();
        if (event.kind === "phase" && event.phase === "paused") void engine.cancel();
      },
      { checkpoints: { everySeconds: 1000 } },
    );
    await engine.dispose();
    expect(heard.slice(heard.indexOf("checkpoint"), heard.indexOf("paused") + 1)).toEqual([
      "checkpoint",
      "paused",
    ]);
    expect(head).toMatchObject({
      spec: { document: smallRun().document, seed: 5 },
      imagesDigest: null,
      position: { step: 8, epoch: 2, batch: 2 },
      totalSteps: 18,
    });
  });

  test("of another run, and of other images, is refused", async () => {
    const wanted = smallRun({ images: ownImages() });
    const { taken } = await trainOnce(wanted, { killAt: 2 });
    const { file } = assertExists(taken, "a checkpoint");
    const engine = createNodeEngine();
    const images = ownImages();
    images.train.pixels[5] = 77;
    for (const other of [smallRun({ images: ownImages(), seed: 6 }), smallRun({ images })]) {
      await expect(engine.train(other, () => undefined, { resumeFrom: file })).rejects.toThrow(
        /of another training \(of "small", step 2\).*Take up that one/,
      );
    }
    await engine.dispose();
  });

  test("that is cut off, or holds weights alone, is refused", async () => {
    const { taken, weights } = await trainOnce(smallRun(), { killAt: 2 });
    const { file } = assertExists(taken, "a checkpoint");
    const engine = createNodeEngine();
    const from = (resumeFrom: ArrayBuffer) => engine.train(smallRun(), () => undefined, { resumeFrom });
    await expect(from(file.slice(0, -9))).rejects.toThrow(/damaged/);
    await expect(from(weights)).rejects.toThrow(/not a checkpoint of a training/);
    await engine.dispose();
  });
});
