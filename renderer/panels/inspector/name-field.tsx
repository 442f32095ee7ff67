import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { graphAnalysisAt } from "../../../shared/analysis/find";
import { type GraphNode, type NodePath, parentPath } from "../../../shared/graph/document";
import { correctedName, nameFault } from "../../../shared/graph/names";
import { projectStore } from "../../state/project";
import { editName } from "./edit-node";

/** The node's name. Takes effect on Enter or on leaving; one that may not be stays, with the reason. */
export function NameField({ path, node }: { readonly path: NodePath; readonly node: GraphNode }) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? node.name;
  const graph = graphAnalysisAt(projectStore.getState().analysis, parentPath(path))?.graph;
  const fault = draft !== null && graph ? nameFault(graph, node.id, draft) : null;
  const offered = fault && graph && draft !== null ? correctedName(graph, node.id, draft) : null;
  const finish = (): void => {
    if (fault) return;
    if (draft !== null && draft !== node.name) editName(path, draft);
    setDraft(null);
  };
  return (
    <div className="bw-param" data-param="name">
      <label className="bw-param-label" htmlFor={id}>
        {t("inspector.name")}
      </label>
      <div className="bw-param-input">
        <input
          id={id}
          className="bw-input bw-mono"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={fault !== null}
          aria-errormessage={`${id}-error`}
          value={name}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !fault) event.currentTarget.blur();
            if (event.key === "Escape") setDraft(null);
          }}
        />
        {fault && (
          <p id={`${id}-error`} className="bw-param-error">
            {fault.message} {t("inspector.field.expected", { range: fault.expected })}
          </p>
        )}
        {offered && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              editName(path, offered);
              setDraft(null);
            }}
          >
            {t("inspector.nameInstead", { name: offered })}
          </Button>
        )}
      </div>
    </div>
  );
}
