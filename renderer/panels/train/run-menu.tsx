import { ActionIcon, Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAdjustments, IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { runLogCsv } from "../../../shared/formats/run-record/log";
import { type RunRecord, writeRunRecord } from "../../../shared/formats/run-record/record";
import { deleteRun } from "../../state/runs";
import { setupOfRun } from "../../state/setup-of-run";
import { changeSetup, trainSetupStore } from "../../state/train-setup";
import { clearRun } from "../../state/training";
import { text } from "../../text/i18n";
import { downloadText, fileName } from "./download-bytes";
import { showTrainTab } from "./train-tabs";

export function RunMenu({ run, onRename }: { readonly run: RunRecord; onRename(): void }) {
  const { t } = useTranslation();
  const icon = { size: 14, stroke: 1.75, "aria-hidden": true } as const;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("train.runs.menu", { name: run.name })}
        >
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconAdjustments {...icon} />} onClick={() => fillFormFrom(run)}>
          {t("train.runs.use")}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
          {t("train.runs.rename")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconDownload {...icon} />}
          onClick={() => downloadText(fileName(run.name, "csv"), runLogCsv(run))}
        >
          {t("train.runs.curveCsv")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload {...icon} />}
          onClick={() => downloadText(fileName(run.name, "run.json"), writeRunRecord(run))}
        >
          {t("train.runs.json")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => deleteAndTell(run)}>
          {t("train.runs.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Back to the form, filled in as it was for this run. */
function fillFormFrom(run: RunRecord): void {
  changeSetup(setupOfRun(run.settings, trainSetupStore.getState()));
  clearRun();
  showTrainTab("current");
}

function deleteAndTell(run: RunRecord): void {
  const takeBack = deleteRun(run.id);
  const id = `deleted-run-${run.id}`;
  notifications.show({
    id,
    message: (
      <>
        <p className="bw-notice-text">{text("train.runs.deleted", { name: run.name })}</p>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            void takeBack();
          }}
        >
          {text("command.edit.undo")}
        </Button>
      </>
    ),
    autoClose: 9_000,
  });
}
