import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AutosaveEntry } from "../../host/autosave";
import { autosave } from "../autosaving";
import { restoreProject } from "../project-files";

/** What was open and unsaved when the window last closed. */
export function RestoreOffer() {
  const { t } = useTranslation();
  const [entry, setEntry] = useState<AutosaveEntry | null>(null);
  useEffect(() => {
    let gone = false;
    void autosave.load().then((loaded) => {
      if (!gone) setEntry(loaded);
    });
    return () => {
      gone = true;
    };
  }, []);
  if (!entry) return null;
  return (
    <section className="bw-restore" aria-label={t("start.restore.title")}>
      <IconHistory size={20} stroke={1.75} aria-hidden />
      <div>
        <strong>{t("start.restore.title")}</strong>
        <p className="bw-dim">
          {t("start.restore.text", { name: entry.name, time: new Date(entry.savedAt).toLocaleString() })}
        </p>
      </div>
      <span className="bw-spacer" />
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          void autosave.discard();
          setEntry(null);
        }}
      >
        {t("start.restore.discard")}
      </Button>
      <Button size="xs" onClick={() => restoreProject(entry)}>
        {t("start.restore.restore")}
      </Button>
    </section>
  );
}
