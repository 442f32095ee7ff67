import { beforeEach, expect, test, vi } from "vitest";
import {
  chooseDataset,
  chooseOwnData,
  imagesForRun,
  type OwnData,
  ownDataStore,
} from "../../../renderer/state/own-data";
import { changeData, OWN_DATA, resetSetup, trainSetupStore } from "../../../renderer/state/train-setup";
import { DEFAULT_DATA } from "../../../shared/contracts/run-defaults";
import { files, ports } from "../../shared/data/readers/files";

/** Ten pictures of each of two classes, one of them damaged, and a text. */
const folder = Object.fromEntries(
  ["cat", "dog"].flatMap((name, label) =>
    Array.from({ length: 10 }, (_, n) => [
      `${name}/${n}.png`,
      Uint8Array.of(label === 0 && n === 3 ? 255 : n),
    ]),
  ),
);

const data = () => trainSetupStore.getState().data;

/** What the store holds once it is done with the form's latest wish. */
function settled(): Promise<OwnData> {
  return vi.waitFor(
    () => {
      const state = ownDataStore.getState();
      expect(state.loaded ?? state.error).not.toBeNull();
      return state;
    },
    { timeout: 5000 },
  );
}

beforeEach(() => resetSetup());

test("a chosen folder becomes the dataset, with its classes and all its pictures", async () => {
  await chooseOwnData("pets", files({ ...folder, "dog/notes.txt": Uint8Array.of(1) }), ports);
  expect(imagesForRun(data())).toBeNull();
  const { loaded, source } = await settled();
  expect({ title: source?.title, bad: loaded?.badFiles.map(({ path }) => path), data: data() }).toEqual({
    title: "pets",
    bad: ["dog/notes.txt", "cat/3.png"],
    data: { dataset: OWN_DATA, size: 32, classes: 2, trainCount: 13, validationCount: 2, testCount: 4 },
  });
  expect(imagesForRun(data())).toEqual({ images: loaded?.images });
});

test("another size is decoded anew", async () => {
  await chooseOwnData("pets", files(folder), ports);
  await settled();
  changeData({ size: 48, trainCount: 6 });
  expect(imagesForRun(data())).toBeNull();
  const { loaded } = await settled();
  expect(loaded?.images.train).toMatchObject({ size: 48, count: 6 });
});

test("a built-in dataset has its own number of images again, and a run takes none along", async () => {
  await chooseOwnData("pets", files(folder), ports);
  chooseDataset("natural");
  expect({ data: data(), images: imagesForRun(data()) }).toEqual({
    data: { ...DEFAULT_DATA, dataset: "natural" },
    images: {},
  });
  chooseDataset(OWN_DATA);
  expect((await settled()).loaded?.images.classNames).toEqual(["cat", "dog"]);
});

test("a folder of nothing changes nothing and says why", async () => {
  await chooseOwnData("empty", files({}), ports);
  expect(ownDataStore.getState().error).toMatch(/"empty" has no pictures/);
  expect(data()).toEqual(DEFAULT_DATA);
});

test("a form that showed a folder begins with a built-in dataset after a restart", async () => {
  await chooseOwnData("pets", files(folder), ports);
  const kept = JSON.parse(localStorage.getItem("blockwise-train-setup") ?? "{}");
  expect(kept.state.data).toEqual(DEFAULT_DATA);
});
