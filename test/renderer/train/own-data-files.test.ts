import { expect, test } from "vitest";
import { dataPorts } from "../../../renderer/panels/train/data-ports";
import { folderOf } from "../../../renderer/panels/train/pick-folder";
import { gzip } from "../../shared/data/readers/files";

test("gzip is unpacked, up to a limit", async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 7);
  expect(await dataPorts.gunzip(gzip(bytes), 5000)).toEqual(bytes);
  await expect(dataPorts.gunzip(gzip(bytes), 4999)).rejects.toThrow("too much");
  await expect(dataPorts.gunzip(gzip(bytes).subarray(0, 20), 5000)).rejects.toThrow();
});

test("a folder from a file input loses its own name and is put in order", async () => {
  const file = (path: string) => Object.assign(new File([path], "x"), { webkitRelativePath: path });
  const picked = folderOf([file("pets/dog/1.png"), file("pets/cat/2.png")]);
  expect({ title: picked?.title, paths: picked?.files.map(({ path }) => path) }).toEqual({
    title: "pets",
    paths: ["cat/2.png", "dog/1.png"],
  });
  expect(new TextDecoder().decode(await picked?.files[0]?.read())).toBe("pets/cat/2.png");
  expect(folderOf([])).toBeNull();
});
