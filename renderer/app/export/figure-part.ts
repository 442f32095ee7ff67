import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { FigurePart } from "../../../shared/formats/figure/scene";
import { lastOfPath, type NodePath } from "../../../shared/graph/document";
import { projectStore } from "../../state/project";
import { sessionStore } from "../../state/session";
import { text } from "../../text/i18n";

export interface PartChoice {
  readonly label: string;
  readonly part: FigurePart;
}

/** What can be drawn as things stand: all of it, the block that was entered or is selected, and the selection. */
export function partChoices(): readonly PartChoice[] {
  const { selection, frame } = sessionStore.getState();
  const { analysis } = projectStore.getState();
  const nameOf = (path: NodePath): string => nodeAnalysisAt(analysis, path)?.node.name ?? lastOfPath(path);
  const isBlock = (path: NodePath): boolean => nodeAnalysisAt(analysis, path)?.node.kind === "block";
  const [first, ...more] = selection;
  const chosen = first !== undefined && more.length === 0 && isBlock(first) ? [first] : [];
  const blocks = [...new Set([...chosen, ...(frame === "" ? [] : [frame])])];
  return [
    { label: text("export.part.whole"), part: { kind: "whole" } },
    ...blocks.map(
      (path): PartChoice => ({
        label: text("export.part.block", { name: nameOf(path) }),
        part: { kind: "block", path },
      }),
    ),
    ...(first === undefined
      ? []
      : [
          {
            label: text("export.part.selection", { count: selection.size }),
            part: { kind: "selection" as const, paths: [...selection] },
          },
        ]),
  ];
}
