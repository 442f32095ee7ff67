import type { PublishedTable } from "./about-define";

const SLIDES = "Szegedy et al. 2016, as on the slides";
const COLUMNS = [
  { heading: "top-1", unit: "%" },
  { heading: "top-5", unit: "%" },
] as const;

export const singleCrop: PublishedTable = {
  title: "One model, one crop, ILSVRC-2012 validation",
  source: SLIDES,
  rowHeading: "network",
  columns: [...COLUMNS, { heading: "G MACs", ours: "macs", divisor: 1e9, digits: 2 }],
  rows: [
    { label: "BN-Inception", network: "inception-v2", cells: [25.2, 7.8, null] },
    { label: "Inception-v3", network: "inception-v3", cells: [21.2, 5.6, null] },
    { label: "Inception-ResNet-v1", network: "inception-resnet-v1", cells: [21.3, 5.5, null] },
    { label: "Inception-v4", network: "inception-v4", cells: [20.0, 5.0, null] },
    { label: "Inception-ResNet-v2", network: "inception-resnet-v2", cells: [19.9, 4.9, null] },
  ],
  note: "Some 1,700 blacklisted images are left out, which flatters by about 0.3 and 0.15.",
};

export const manyCrops: PublishedTable = {
  title: "One model, many crops",
  source: SLIDES,
  rowHeading: "network",
  columns: [{ heading: "crops" }, ...COLUMNS],
  rows: [
    { label: "ResNet-152", network: "resnet-152", cells: ["dense", 19.4, 4.5] },
    { label: "Inception-v3", network: "inception-v3", cells: ["144", 18.9, 4.3] },
    { label: "Inception-ResNet-v1", network: "inception-resnet-v1", cells: ["144", 18.8, 4.3] },
    { label: "Inception-v4", network: "inception-v4", cells: ["144", 17.7, 3.8] },
    { label: "Inception-ResNet-v2", network: "inception-resnet-v2", cells: ["144", 17.8, 3.7] },
  ],
  note: 'The slides write "ResNet-151"; it is ResNet-152.',
};
