import { useState } from "react";
import { useTranslation } from "react-i18next";
import { blocks } from "../../../shared/blocks/registry";
import type { GraphNode, NodePath, ParamValue } from "../../../shared/graph/document";
import type { ParamSpec, ParamSpecs } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";
import { catalogueText } from "../../text/i18n";
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
  if (!first) return null;
  const { key, specs } = specsOf(first);
  const entries = Object.entries(specs);
  const plain = entries.filter(([, spec]) => !spec.advanced);
  const advanced = entries.filter(([, spec]) => spec.advanced);
  const field = ([name, spec]: readonly [string, ParamSpec]) => {
    const label = catalogueText(`${key}.${name}.label`, spec.label);
    const paths = nodes.map(({ path }) => path);
    return (
      <ParamField
        key={name}
        textKey={`${key}.${name}`}
        name={name}
        spec={spec}
        value={first.params[name]}
        mixed={!isShared(nodes, name)}
        resolvedPads={nodes.length === 1 ? resolvedPads(first, name, input) : undefined}
        onChange={(value: ParamValue, how: How) => editParam(paths, name, value, how, label)}
      />
    );
  };
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

export function specsOf(node: GraphNode): { readonly key: string; readonly specs: ParamSpecs } {
  return node.kind === "layer"
    ? { key: `layer.${node.type}`, specs: layers.get(node.type)?.params ?? {} }
    : { key: `block.${node.definition}`, specs: blocks.get(node.definition)?.params ?? {} };
}

function isShared(nodes: ParamsFormProps["nodes"], name: string): boolean {
  const [first, ...rest] = nodes.map(({ node }) => JSON.stringify(node.params[name]));
  return rest.every((value) => value === first);
}
