/**
 * Fingerprints of built-in datasets, made in Node; every browser must come to the same. A change of the pictures changes
 * them, and makes accuracies that people have noted down incomparable: say so in the changelog.
 */
export const DATASET_DIGESTS = [
  { dataset: "shapes", seed: 1, size: 32, classes: 20, split: "train", count: 200, digest: "cc76ebbd" },
  {
    dataset: "shapes",
    seed: 4294967295,
    size: 57,
    classes: 10,
    split: "test",
    count: 40,
    digest: "d645bdd1",
  },
  { dataset: "natural", seed: 7, size: 96, classes: 10, split: "train", count: 20, digest: "9fc1087f" },
  { dataset: "man-made", seed: 1, size: 32, classes: 10, split: "train", count: 20, digest: "deec55d7" },
  { dataset: "half-a", seed: 1, size: 32, classes: 10, split: "train", count: 20, digest: "94a721c8" },
  { dataset: "half-b", seed: 1, size: 32, classes: 10, split: "test", count: 20, digest: "33246063" },
  { dataset: "scenes", seed: 5, size: 48, classes: 15, split: "train", count: 60, digest: "ee49bcbd" },
] as const;
