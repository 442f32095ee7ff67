import { Button, Menu } from "@mantine/core";
import { IconSeparatorVertical } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { BlockNode, NodePath } from "../../../shared/graph/document";
import { useProject } from "../../state/project";
import { setCopyApart } from "./edit-node";

/** Of every repeated block at or around a node: that an edit inside changes all its copies, and a way to change one. */
export function CopiesNote({ path }: { readonly path: NodePath }) {
  const analysis = useProject((state) => state.analysis);
  return repeatedBlocks(analysis, path).map((repeated) => <Copies key={repeated.path} {...repeated} />);
}

interface RepeatedBlock {
  readonly path: NodePath;
  readonly node: BlockNode;
}

function Copies({ path, node }: RepeatedBlock) {
  const { t } = useTranslation();
  return (
    <div className="bw-copies">
      <span className="bw-field-note">
        {t("inspector.copies.note", { name: node.name, count: node.repeat })}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconSeparatorVertical size={14} aria-hidden />}
          >
            {t("inspector.copies.apart")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="bw-copies-menu">
          {Array.from({ length: node.repeat }, (_, copy) => (
            // The copies are alike but for their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Menu.Item key={copy} onClick={() => setCopyApart(path, copy)}>
              {t("inspector.copies.copy", { copy: copy + 1, count: node.repeat })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function repeatedBlocks(analysis: GraphAnalysis, path: NodePath): readonly RepeatedBlock[] {
  const ids = path.split("/");
  return ids.flatMap((_, depth) => {
    const at = ids.slice(0, depth + 1).join("/");
    const node = nodeAnalysisAt(analysis, at)?.node;
    return node?.kind === "block" && node.repeat > 1 ? [{ path: at, node }] : [];
  });
}
