import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { blocks } from "../../../shared/blocks/registry";
import type { GraphNode, NodePath, ParamValue } from "../../../shared/graph/document";
import { type ParamSpec, type ParamSpecs, unmetCondition, valueText } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";
import { catalogueText, text } from "../../text/i18n";
import { editParam, type How } from "./edit-node";
import { ParamField } from "./fields/param-field";
import { resolvedPads } from "./resolved-pads";

interface ParamsFormProps {
  /** Of one and the same type. */
  readonly nodes: readonly { readonly path: NodePath; readonly node: GraphNode }[];
  /** What comes in, where there is one node: a padding rule comes to numbers by it. */
  readonly input?: Shape | null;
}

/** The form of a layer's or block's parameters, made from their specs alone. */
export function ParamsForm({ nodes, input = null }: ParamsFormProps) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const first = nodes[0]?.node;
  // Paths cannot hold a space, so one string stands for them all.
  const joined = nodes.map(({ path }) => path).join(" ");
  const { key, specs } = specsOf(first);
  const onChange = useCallback(
    (name: string, value: ParamValue, how: How) => {
      const label = catalogueText(`${key}.${name}.label`, specs[name]?.label ?? name);
      editParam(joined.split(" "), name, value, how, label);
    },
    [joined, key, specs],
  );
  if (!first) return null;
  const entries = Object.entries(specs);
  const plain = entries.filter(([, spec]) => !spec.advanced);
  const advanced = entries.filter(([, spec]) => spec.advanced);
  const field = ([name, spec]: readonly [string, ParamSpec]) => (
    <ParamField
      key={name}
      textKey={`${key}.${name}`}
      name={name}
      spec={spec}
      value={first.params[name]}
      mixed={!isShared(nodes, name)}
      resting={restingHint(key, specs, spec, nodes)}
      resolvedPads={nodes.length === 1 ? resolvedPads(first, name, input) : undefined}
      onChange={onChange}
    />
  );
  return (
    <>
      {plain.map(field)}
      {more && advanced.map(field)}
      {advanced.length > 0 && (
        <button type="button" className="bw-link" aria-expanded={more} onClick={() => setMore(!more)}>
          {t(more ? "inspector.less" : "inspector.more")}
        </button>
      )}
    </>
  );
}

/** "Only with Unit: Bottleneck" where that is not so; null while the parameter has an effect, on any of the nodes. */
function restingHint(
  key: string,
  specs: ParamSpecs,
  spec: ParamSpec,
  nodes: ParamsFormProps["nodes"],
): string | null {
  const unmet = nodes.map(({ node }) => unmetCondition(spec, node.params));
  const [first] = unmet;
  const other = first ? specs[first.param] : undefined;
  if (!first || !other || unmet.includes(null)) return null;
  const option = other.kind === "choice" ? other.options.find(({ value }) => value === first.equals) : null;
  return text("inspector.field.onlyWith", {
    label: catalogueText(`${key}.${first.param}.label`, other.label),
    value: option?.label ?? valueText(first.equals),
  });
}

const NO_SPECS: ParamSpecs = {};

export function specsOf(node: GraphNode | undefined): { readonly key: string; readonly specs: ParamSpecs } {
  if (!node) return { key: "", specs: NO_SPECS };
  return node.kind === "layer"
    ? { key: `layer.${node.type}`, specs: layers.get(node.type)?.params ?? NO_SPECS }
    : { key: `block.${node.definition}`, specs: blocks.get(node.definition)?.params ?? NO_SPECS };
}

function isShared(nodes: ParamsFormProps["nodes"], name: string): boolean {
  const [first, ...rest] = nodes.map(({ node }) => JSON.stringify(node.params[name]));
  return rest.every((value) => value === first);
}
