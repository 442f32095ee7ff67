import { useCallback, useState } from "react";
import { exportFormats, exportGroups } from "../../../shared/formats/registry";
import type { Document, ParamValue } from "../../../shared/graph/document";
import { defaultsOf, type ParamSpecs, type ParamsOf } from "../../../shared/layers/params";
import type { ExportChoice } from "./export-job";
import { type PartChoice, partChoices } from "./figure-part";
import { useWeightChoice } from "./weight-fields";

const WHOLE: Pick<PartChoice, "part"> = { part: { kind: "whole" } };
const FIRST = exportGroups[0]?.formats[0];

/** What the dialog leaves to choose, and what is chosen. */
export function useExportChoice(document: Document) {
  const [id, chooseFormat] = useState(FIRST?.id ?? "");
  const format = exportFormats.require(id);
  const [given, setGiven] = useState<Readonly<Record<string, ParamValue>>>({});
  const options = { ...defaultsOf(format.params), ...ownOf(format.params, given) } as ParamsOf<ParamSpecs>;
  const weights = useWeightChoice(document);
  const [parts] = useState(partChoices);
  const [partAt, choosePart] = useState(0);
  const { part } = parts[partAt] ?? WHOLE;
  const choice: ExportChoice = { document, format, options, ...weights.chosen, part };
  const setOption = useCallback(
    (name: string, value: ParamValue) => setGiven((before) => ({ ...before, [name]: value })),
    [],
  );
  return { choice, weights, parts, partAt, chooseFormat, choosePart, setOption };
}

/** What was typed for another format is kept for it, and nothing to this one. */
function ownOf(specs: ParamSpecs, given: Readonly<Record<string, ParamValue>>) {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in specs));
}
