import { createStore, useStore } from "zustand";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import { blocks } from "../../../shared/blocks/registry";
import type { GraphNode } from "../../../shared/graph/document";
import { layers } from "../../../shared/layers/registry";
import { useProject } from "../../state/project";
import { sessionStore, useSession } from "../../state/session";
import { changeSettings } from "../../state/settings";
import type { DocumentedRow } from "../../ui/documentation";

export type Topic =
  | { readonly kind: "layer"; readonly type: string }
  | { readonly kind: "block"; readonly definition: string };

/** What was asked for by name; until something else is selected. */
const store = createStore<{ readonly topic: Topic | null; readonly selection: unknown }>(() => ({
  topic: null,
  selection: null,
}));

export function showHelp(topic: Topic): void {
  store.setState({ topic, selection: sessionStore.getState().selection });
  changeSettings({ right: "help" });
}

/** The row to explain: the one asked for, else that of the selected node. */
export function useTopic(): DocumentedRow | null {
  const asked = useStore(store, (state) => state);
  const selection = useSession((state) => state.selection);
  const analysis = useProject((state) => state.analysis);
  const definitions = useProject((state) => state.history.present.definitions);
  if (asked.topic && asked.selection === selection) return rowOf(asked.topic);
  const [path] = selection;
  const node = path === undefined ? undefined : nodeAnalysisAt(analysis, path)?.node;
  if (!node) return asked.topic ? rowOf(asked.topic) : null;
  return rowOf(topicOf(node, (id) => definitions[id]?.basis?.block));
}

function topicOf(node: GraphNode, basisOf: (definition: string) => string | undefined): Topic {
  if (node.kind === "layer") return { kind: "layer", type: node.type };
  return { kind: "block", definition: basisOf(node.definition) ?? node.definition };
}

function rowOf(topic: Topic): DocumentedRow | null {
  const row = topic.kind === "layer" ? layers.get(topic.type) : blocks.get(topic.definition);
  return row ?? null;
}
