import { useTranslation } from "react-i18next";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import { blocks } from "../../../shared/blocks/registry";
import { type BlockNode, type LayerNode, type NodePath, parentPath } from "../../../shared/graph/document";
import { layers } from "../../../shared/layers/registry";
import { heldShape } from "../../../shared/layers/shape";
import { kindOf } from "../../canvas/captions";
import { useProject } from "../../state/project";
import { Documentation } from "../../ui/documentation";
import { HueMark } from "../../ui/hue-mark";
import { ProblemCard } from "../../ui/problem-card";
import { BlockSection } from "./block-section";
import { Children } from "./children";
import { CopiesNote } from "./copies-note";
import { FreezeField } from "./freeze-field";
import { NameField } from "./name-field";
import { Numbers } from "./numbers";
import { OperatorFacts } from "./operator-facts";
import { ParamsForm } from "./params-form";
import { ReachChoice } from "./reach-choice";
import { Section } from "./section";
import { Weights } from "./weights";

interface NodeInspectorProps {
  readonly path: NodePath;
  readonly analysis: NodeAnalysis;
}

/** One node: its name, its parameters, what is wrong with it, its numbers, and what it is. */
export function NodeInspector({ path, analysis }: NodeInspectorProps) {
  const { t } = useTranslation();
  const { node } = analysis;
  const definitions = useProject((state) => state.history.present.definitions);
  const row = node.kind === "layer" ? layers.get(node.type) : blocks.get(node.definition);
  const opaque = node.kind === "layer" ? layers.get(node.type)?.opaque : undefined;
  // A changed block is still explained by the one it was made from.
  const basis = node.kind === "block" ? definitions[node.definition]?.basis : null;
  const described = row ?? (basis ? blocks.get(basis.block) : undefined);
  return (
    <div className="bw-inspector">
      <header className="bw-inspector-head">
        <HueMark node={node} />
        <span className="bw-inspector-type">{kindOf(node, definitions)}</span>
      </header>
      <NameField path={path} node={node} />
      <ReachChoice frame={parentPath(path)} />
      <CopiesNote path={path} />
      {node.kind === "block" && <BlockSection path={path} node={node} />}
      {row && Object.keys(row.params).length > 0 && <NodeParams path={path} analysis={analysis} />}
      {opaque && node.kind === "layer" && <OperatorFacts node={node} opaque={opaque} />}
      {analysis.totals.params > 0 && <FreezeField path={path} />}
      {analysis.problems.map((problem) => (
        <ProblemCard
          key={`${problem.path} ${problem.message}`}
          problem={{ ...problem, path: absolute(path, problem.path) }}
        />
      ))}
      <Numbers path={path} analysis={analysis} />
      {node.kind === "block" && <Children path={path} analysis={analysis} />}
      {node.kind === "layer" && <Weights node={node} analysis={analysis} />}
      {described && (
        <Section title={t("inspector.about")} id="about" closed>
          <Documentation row={described} />
        </Section>
      )}
    </div>
  );
}

function NodeParams({ path, analysis }: NodeInspectorProps) {
  const { t } = useTranslation();
  return (
    <Section title={t("inspector.params")} id="params">
      <ParamsForm
        nodes={[{ path, node: analysis.node as LayerNode | BlockNode }]}
        input={heldShape(analysis.inputs[0])}
      />
    </Section>
  );
}

/** A node's problems are told from its frame: the first id is its own. */
function absolute(path: NodePath, relative: NodePath): NodePath {
  const inner = relative.indexOf("/");
  return inner < 0 ? path : `${path}${relative.slice(inner)}`;
}
