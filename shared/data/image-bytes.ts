import type { ImageSet } from "../contracts/run";

/** The pixels of those images, one after another, in memory only for as long as somebody holds them. */
export async function readImages(
  set: Pick<ImageSet, "size" | "pixels" | "stored">,
  indices: ArrayLike<number>,
): Promise<readonly Uint8Array[]> {
  const stride = set.size * set.size * 3;
  const wanted = Array.from(indices);
  const { stored } = set;
  if (!stored) return wanted.map((index) => set.pixels.subarray(index * stride, (index + 1) * stride));
  return Promise.all(
    wanted.map(async (index) => {
      const slice = stored.slice(index * stride, (index + 1) * stride);
      return new Uint8Array(await slice.arrayBuffer());
    }),
  );
}
