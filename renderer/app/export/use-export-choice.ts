import { useState } from "react";
import { createStore, useStore } from "zustand";
import { exportFormats, exportGroups } from "../../../shared/formats/registry";
import type { Document, ParamValue } from "../../../shared/graph/document";
import { defaultsOf, type ParamSpec, type ParamSpecs, type ParamsOf } from "../../../shared/layers/params";
import type { ExportChoice } from "./export-job";
import { type PartChoice, partChoices } from "./figure-part";
import { useWeightChoice } from "./weight-fields";

const WHOLE: Pick<PartChoice, "part"> = { part: { kind: "whole" } };

interface LastChoice {
  readonly format: string;
  /** Of each parameter: formats that share one share what was chosen, and others with one of that name do not. */
  readonly given: ReadonlyMap<ParamSpec, ParamValue>;
}

/** What was chosen last, until the app closes. */
export const exportChoiceStore = createStore<LastChoice>(() => ({
  format: exportGroups[0]?.formats[0]?.id ?? "",
  given: new Map(),
}));

/** What the dialog leaves to choose, and what is chosen. */
export function useExportChoice(document: Document) {
  const { format: id, given } = useStore(exportChoiceStore);
  const format = exportFormats.require(id);
  const options = { ...defaultsOf(format.params), ...givenTo(format.params, given) } as ParamsOf<ParamSpecs>;
  const weights = useWeightChoice(document);
  const [parts] = useState(partChoices);
  const [partAt, choosePart] = useState(0);
  const { part } = parts[partAt] ?? WHOLE;
  const choice: ExportChoice = { document, format, options, ...weights.chosen, part };
  return { choice, weights, parts, partAt, choosePart };
}

export function chooseFormat(format: string): void {
  exportChoiceStore.setState({ format });
}

/** Of the format that is chosen. */
export function setOption(name: string, value: ParamValue): void {
  const { format, given } = exportChoiceStore.getState();
  const spec = exportFormats.require(format).params[name];
  if (spec) exportChoiceStore.setState({ given: new Map(given).set(spec, value) });
}

function givenTo(specs: ParamSpecs, given: LastChoice["given"]) {
  const named = Object.entries(specs).map(([name, spec]) => [name, given.get(spec)]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}
