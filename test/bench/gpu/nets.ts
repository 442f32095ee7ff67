import type { Document } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";
import { CLASSES, trainingNets } from "../nets";

export interface GpuNet {
  readonly name: "three-conv" | "resnet-cifar-20" | "mobilenet-0.25" | "resnet-18";
  readonly title: string;
  readonly size: number;
  readonly classes: number;
  /** On a GPU, and on a software adapter that stands in for one. */
  readonly batch: { readonly real: number; readonly software: number };
  readonly document: Document;
}

const BATCHES = {
  "three-conv": { real: 128, software: 8 },
  "resnet-cifar-20": { real: 128, software: 4 },
  "mobilenet-0.25": { real: 64, software: 2 },
} as const;

/** The nets of the other bench, and one that fills a GPU. */
export const gpuNets: readonly GpuNet[] = [
  ...trainingNets.map((net) => ({ ...net, classes: CLASSES, batch: BATCHES[net.name] })),
  {
    name: "resnet-18",
    title: "ResNet-18",
    size: 224,
    classes: 1000,
    batch: { real: 32, software: 1 },
    document: openNetwork("resnet-18"),
  },
];
