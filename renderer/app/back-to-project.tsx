import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { resumeProject, useProject } from "../state/project";

/** On the start screen: the project that waits behind it. */
export function BackToProject() {
  const { t } = useTranslation();
  const waits = useProject((state) => state.isBehind);
  const name = useProject((state) => state.history.present.name);
  if (!waits) return null;
  return (
    <Button
      size="xs"
      className="bw-back-to-project"
      leftSection={<IconArrowLeft size={16} stroke={1.75} aria-hidden />}
      onClick={resumeProject}
    >
      {t("app.backTo", { name })}
    </Button>
  );
}
