import { beforeEach, describe, expect, it } from "vitest";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import {
  activityOf,
  insideStore,
  lookAtActivations,
  type Subject,
  showSubject,
} from "../../../renderer/state/inside";
import { modelStore, randomModel } from "../../../renderer/state/model";
import { nodeTime, profileStore, stopProfile, takeProfile } from "../../../renderer/state/profile";
import { change, currentDocument, openProject } from "../../../renderer/state/project";
import { changeSettings, settingsStore } from "../../../renderer/state/settings";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { LayerActivity, Proceed, Profile } from "../../../shared/contracts/inside";
import { MAIN_GRAPH } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { openNetwork } from "../../../shared/networks/registry";
import { FakeClient, settle } from "./fake-client";

const network = openNetwork("resnet-cifar-20");
const leaves = [...leavesOf(createAnalyser().analyse(network))].map(({ path }) => path);
let client: FakeClient;
let asked: Proceed[];

function activity(path: string): LayerActivity {
  const statistics = { mean: 0, std: 0, min: 0, max: 0, zeros: 1 };
  const strip = { width: 1, height: 1, channels: [0], data: Uint8Array.of(0), min: 0, max: 0 };
  return { path, shape: [1, 1, 1], statistics, silent: 1, strip };
}

function subject(): Subject {
  const seen = { width: 1, height: 1, pixels: new Uint8Array(3) };
  const input = { shape: [1, 32, 32, 3], data: new Float32Array(3072) };
  return { model: randomModel(currentDocument(), 1), input, seen, ranking: [] };
}

/** One millisecond forward and two backward in every layer. */
const profile: Profile = {
  batch: 1,
  train: true,
  steps: 1,
  layers: leaves.map((path) => ({ path, forwardMs: 1, backwardMs: 2, macs: 0, heldBytes: 0 })),
  forwardMs: leaves.length,
  backwardMs: 2 * leaves.length,
  passMs: 0,
  peakBytes: 0,
  waitMs: null,
};

beforeEach(async () => {
  client = new FakeClient();
  asked = [];
  Object.assign(client.engine, {
    activations: async (_: unknown, proceed: Proceed) => {
      asked.push(proceed);
      await settle();
      return (await proceed(1, 2)) ? leaves.map(activity) : null;
    },
    profile: async (_: unknown, proceed: Proceed) => {
      await settle();
      return (await proceed(1, 2)) ? profile : null;
    },
  });
  provideEngine(() => client);
  modelStore.setState({ model: null, loaded: null });
  changeSettings({ activations: false, times: false });
  openProject(network);
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
});

async function untilQuiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await settle();
}

describe("activations of the nodes", () => {
  it("are asked for when they are wanted, once for each picture", async () => {
    showSubject(subject());
    await untilQuiet();
    expect(asked).toHaveLength(0);
    changeSettings({ activations: true });
    await untilQuiet();
    changeSettings({ activations: false });
    changeSettings({ activations: true });
    await lookAtActivations();
    expect(asked).toHaveLength(1);
    showSubject(subject());
    await untilQuiet();
    expect([asked.length, insideStore.getState().activity?.size]).toEqual([2, leaves.length]);
  });

  it("of a block are those of the layer that leaves its last copy, and each is found once", async () => {
    showSubject(subject());
    await lookAtActivations();
    const state = insideStore.getState();
    const found = activityOf(state, "stage2");
    expect(leaves.indexOf(found?.path ?? "")).toBe(
      leaves.findIndex((path) => path.startsWith("stage3/")) - 1,
    );
    expect(activityOf(state, "stage2")).toBe(found);
    expect(activityOf(state, "nowhere")).toBeNull();
  });

  it("of an earlier picture never overtake those of a later one, and stopping leaves none", async () => {
    changeSettings({ activations: true });
    showSubject(subject());
    const second = subject();
    showSubject(second);
    await untilQuiet();
    expect(insideStore.getState()).toMatchObject({ subject: second, looking: null, error: null });
    showSubject(subject());
    changeSettings({ activations: false });
    await untilQuiet();
    expect(insideStore.getState()).toMatchObject({ activity: null, looking: null });
  });

  it("go when the network is edited, come back when that is undone, and end with the project", async () => {
    showSubject(subject());
    await lookAtActivations();
    const conv = leaves[0] ?? "";
    change("Edit", setParams(MAIN_GRAPH, "fc", { units: 7 }));
    expect(activityOf(insideStore.getState(), conv)).toBeNull();
    change("Edit", () => network);
    expect(activityOf(insideStore.getState(), conv)?.path).toBe(conv);
    openProject(openNetwork("resnet-cifar-20"));
    expect(insideStore.getState()).toMatchObject({ subject: null, activity: null });
  });

  it("say why there are none", async () => {
    client.refuseLoad = "The network has a problem.";
    showSubject(subject());
    await lookAtActivations();
    expect(insideStore.getState()).toMatchObject({ activity: null, error: "The network has a problem." });
  });
});

describe("times of the nodes", () => {
  it("are those of all layers in a block, and colour the canvas", async () => {
    await takeProfile();
    const state = profileStore.getState();
    const inStage = leaves.filter((path) => path.startsWith("stage1/")).length;
    expect([nodeTime(state, "stage1"), nodeTime(state, "fc"), nodeTime(state, "nowhere")]).toEqual([
      3 * inStage,
      3,
      null,
    ]);
    const stages = ["stage1", "stage2", "stage3"].map((path) => nodeTime(state, path) ?? 0);
    expect([state.taken?.slowest, settingsStore.getState().times]).toEqual([Math.max(...stages), true]);
  });

  it("are gone with an edit, and a profile that was stopped leaves the last one", async () => {
    await takeProfile();
    const { taken } = profileStore.getState();
    const running = takeProfile();
    stopProfile();
    await running;
    expect(profileStore.getState()).toMatchObject({ taken, running: null });
    change("Edit", setParams(MAIN_GRAPH, "fc", { units: 7 }));
    expect(nodeTime(profileStore.getState(), "fc")).toBeNull();
  });
});
