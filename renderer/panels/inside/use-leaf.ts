import { leafPrefix, outputLeaf } from "../../../shared/analysis/leaf-paths";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { NodePath } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import { heldShape } from "../../../shared/layers/shape";
import { useProject } from "../../state/project";
import { useSession } from "../../state/session";

/** The layer whose output the selection gives; null unless one node is selected. */
export function useLeaf(): string | null {
  const sole = useSession(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  return useProject(({ analysis }) => (sole === undefined ? null : outputLeaf(analysis, sole)));
}

/** The first layer with kernels that slide, of those that the selection holds. */
export function useKernelLeaf(): string | null {
  const sole = useSession(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  return useProject(({ analysis }) => (sole === undefined ? null : kernelLeaf(analysis, sole)));
}

function kernelLeaf(analysis: GraphAnalysis, path: NodePath): string | null {
  const prefix = leafPrefix(analysis, path);
  if (prefix === null) return null;
  for (const { path: leaf, node, analysis: found } of leavesOf(analysis)) {
    if (leaf !== prefix && !(prefix.endsWith("/") && leaf.startsWith(prefix))) continue;
    const inputs = found.inputs.map(heldShape).filter((shape) => shape !== null);
    if (inputs.length !== found.inputs.length) continue;
    // Params of nodes without problems have been checked, and others have no inputs that are known.
    const weights = layers.get(node.type)?.weights?.(node.params as ParamsOf<ParamSpecs>, inputs) ?? [];
    if (weights.some(({ shape }) => shape.length === 4)) return leaf;
  }
  return null;
}
