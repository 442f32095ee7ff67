import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan } from "../../../shared/engine/plan";
import { type Document, MAIN_GRAPH } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { classifiesImages, type NetworkDefinition } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { startTestBackend } from "../../helpers/engine-backends";
import { reducedNetwork } from "../../helpers/reduced-network";
import { overfitTwoBatches } from "../../helpers/two-batches";

const CLASSES = 4;
/** Hidden dense layers hold nearly all weights of the networks that have them, and are all alike. */
const HIDDEN_UNITS = 128;
/** Networks of pixels frame the smallest image with 100 pixels on each side, and are VGG-D at full width. */
const FILTERS_OF_PIXELS = 16;

const segments = ({ task }: Pick<NetworkDefinition, "task">): boolean => task === "segmentation";

function narrowed(document: Document, limits: Readonly<Record<string, number>>): Document {
  const nodes = Object.values(document.graph.nodes);
  return nodes.reduce((narrower, { id, params }) => {
    const wide = Object.entries(limits).filter(([name, limit]) => Number(params[name] ?? 0) > limit);
    return wide.length === 0 ? narrower : setParams(MAIN_GRAPH, id, Object.fromEntries(wide))(narrower);
  }, document);
}

// Modules end in maps, not in scores, and have no loss of their own.
const learners = networks.all.filter((network) => classifiesImages(network) || segments(network));

/** Of the networks that have the head of Inception-v3, the smallest: it takes no image below 299×299. */
const WITH_HEADS = ["googlenet", "inception-v3"];

const rows = [
  ...learners.map((network) => ({ id: network.id, network, params: {} })),
  ...learners
    .filter(({ id }) => WITH_HEADS.includes(id))
    .map((network) => ({ id: network.id, network, params: { aux: true } })),
];

describe("networks of the catalogue on WASM", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.each(rows)(
    "$id $params learns two batches by heart",
    async ({ id, network, params }) => {
      const limits = segments(network) ? { filters: FILTERS_OF_PIXELS } : { units: HIDDEN_UNITS };
      const plan = compilePlan(narrowed(reducedNetwork(id, CLASSES, params), limits));
      const held = tf.memory().numTensors;
      const { before, after } = await overfitTwoBatches(plan, CLASSES, segments(network));
      expect(before).toBeGreaterThan(0);
      expect(after / before).toBeLessThan(0.99);
      expect(after).toBeGreaterThan(0);
      expect(tf.memory().numTensors).toBe(held);
    },
    120_000,
  );
});
