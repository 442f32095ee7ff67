import { expect, test } from "vitest";
import { filterNetworks, SORTS, sortNetworks } from "../../../../renderer/app/start/gallery-choice";
import { groupByFamily } from "../../../../renderer/app/start/network-facts";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { networks, openNetwork } from "../../../../shared/networks/registry";

const analyses = new Map(
  networks.all.map(({ id }) => [id, createAnalyser().analyse(openNetwork(id))] as const),
);
const anything = { query: "", family: null, year: null };

test("words, family and year narrow the gallery together", () => {
  const ids = filterNetworks(networks.all, { query: "he zhang", family: "ResNet", year: 2015 }).map(
    ({ id }) => id,
  );
  expect(ids).toEqual(["resnet-18", "resnet-34", "resnet-50", "resnet-101", "resnet-152"]);
});

test("nothing chosen shows every network, in its family", () => {
  const shown = groupByFamily(filterNetworks(networks.all, anything)).flatMap((family) => family.networks);
  expect(shown.map(({ id }) => id).sort()).toEqual(networks.all.map(({ id }) => id).sort());
});

test.each(SORTS)("ordering by %s loses no network", (sort) => {
  const sorted = sortNetworks(networks.all, sort, analyses);
  expect(sorted.map(({ id }) => id).sort()).toEqual(networks.all.map(({ id }) => id).sort());
});

test("errors on CIFAR are not mixed with those on ImageNet", () => {
  const byError = sortNetworks(networks.all, "top1", analyses).filter(
    ({ published }) => published?.top1Error,
  );
  const isCifar = byError.map(({ params }) => params.classes?.default === 10);
  expect(isCifar).toEqual(isCifar.toSorted((a, b) => Number(a) - Number(b)));
});

test("the lowest error and the fewest parameters come first, what is not known last", () => {
  const byError = sortNetworks(networks.all, "top5", analyses);
  const byParams = sortNetworks(networks.all, "params", analyses);
  expect({
    best: byError[0]?.id,
    unknown: byError.at(-1)?.published?.top5Error,
    smallest: byParams[0]?.id,
    largest: byParams.at(-1)?.id,
  }).toEqual({
    best: "inception-resnet-v2",
    unknown: undefined,
    smallest: "inception-module",
    largest: "overfeat-fast",
  });
});
