import { afterEach, expect, it } from "vitest";
import { findDead } from "../../../renderer/panels/inside/dead-units";
import { provideEngine } from "../../../renderer/state/engine";
import type { Subject } from "../../../renderer/state/inside";
import { modelStore, randomModel } from "../../../renderer/state/model";
import type { Batch } from "../../../shared/contracts/engine";
import { emptyDocument } from "../../../shared/graph/document";
import { FakeClient, settle } from "../state/fake-client";

const subject: Subject = {
  model: randomModel(emptyDocument("Net"), 1),
  input: { shape: [1, 32, 32, 3], data: new Float32Array(3072) },
  seen: { width: 32, height: 32, pixels: new Uint8Array(3072) },
  ranking: [],
};

afterEach(() => modelStore.setState({ model: null, loaded: null }));

/** An engine whose unit n first answers to the nth picture. */
async function engineThatWakesUp(): Promise<Batch[]> {
  const seen: Batch[] = [];
  const client = new FakeClient();
  Object.assign(client.engine, {
    maps: async (batch: Batch) => {
      seen.push(batch);
      return {
        perChannel: Array.from({ length: 64 }, (_, unit) => ({ zeros: unit < seen.length ? 0.5 : 1 })),
      };
    },
  });
  provideEngine(() => client);
  client.enter({ kind: "running" });
  await settle();
  return seen;
}

it("dead units are those that stay silent on each of many different pictures", async () => {
  const seen = await engineThatWakesUp();
  const told: number[] = [];
  const dead = await findDead(subject, "relu", [0, 5, 31, 32, 60], (done) => told.push(done) > 0);
  expect(dead).toEqual([32, 60]);
  expect(told).toEqual([...Array(32).keys()]);
  expect(new Set(seen.map(({ data }) => data.join())).size).toBe(32);
});

it("the search ends when no unit is left, or when it is told to", async () => {
  const seen = await engineThatWakesUp();
  expect(await findDead(subject, "relu", [0, 2], () => true)).toEqual([]);
  expect(seen).toHaveLength(3);
  expect(await findDead(subject, "relu", [60], (done) => done < 2)).toBeNull();
  expect(seen).toHaveLength(5);
});
