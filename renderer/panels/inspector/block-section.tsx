import { Button } from "@mantine/core";
import { IconArrowBackUp, IconLogin2 } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { BlockNode, NodePath } from "../../../shared/graph/document";
import { enter } from "../../canvas/actions/fold";
import { useProject } from "../../state/project";
import { blockTitle } from "../../ui/titles";
import { DefinitionTitle } from "./definition-title";
import { editRepeat, resetBlock } from "./edit-node";
import { NumberInput } from "./fields/number-input";
import { ReachChoice } from "./reach-choice";

/** What only blocks have: how often they stand, their inside, and the catalogue block they were made from. */
export function BlockSection({ path, node }: { readonly path: NodePath; readonly node: BlockNode }) {
  const { t } = useTranslation();
  const id = useId();
  const definition = useProject((state) => state.history.present.definitions[node.definition]);
  const basis = definition?.basis;
  return (
    <>
      {definition && <DefinitionTitle key={definition.id} definition={definition} />}
      <div className="bw-param" data-param="repeat">
        <div className="bw-param-label">
          <span id={id}>{t("inspector.repeat")}</span>
        </div>
        <div className="bw-param-input">
          <NumberInput
            labelId={id}
            value={node.repeat}
            min={1}
            max={1000}
            whole
            onChange={(repeat) => editRepeat(path, repeat)}
          />
          <p id={`${id}-error`} className="bw-param-error">
            {t("inspector.field.expected", { range: t("inspector.repeatRange") })}
          </p>
        </div>
      </div>
      <ReachChoice frame={path} />
      <div className="bw-inspector-actions">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconLogin2 size={14} aria-hidden />}
          onClick={() => enter(path)}
        >
          {t("inspector.editInside")}
        </Button>
        {basis && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            onClick={() => resetBlock(path, node)}
          >
            {t("inspector.reset")}
          </Button>
        )}
      </div>
      {definition && (
        <p className="bw-field-note">
          {basis ? t("inspector.changedBlock", { title: blockTitle(basis.block) }) : t("inspector.ownBlock")}
        </p>
      )}
    </>
  );
}
