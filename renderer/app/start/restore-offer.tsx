import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AutosaveEntry, EarlierEntry } from "../../host/autosave-entries";
import { useProject } from "../../state/project";
import { autosave } from "../autosaving";
import { restoreProject } from "../project-files";

/** What was open and unsaved when the window closed, the last time and before. */
export function RestoreOffer() {
  // What is autosaved then is the project that waits.
  const isBehind = useProject((state) => state.isBehind);
  const [entries, setEntries] = useState<readonly (AutosaveEntry | EarlierEntry)[]>([]);
  useEffect(() => {
    let gone = false;
    void Promise.all([isBehind ? null : autosave.load(), autosave.earlier()]).then(([newest, earlier]) => {
      if (!gone) setEntries(newest ? [newest, ...earlier] : earlier);
    });
    return () => {
      gone = true;
    };
  }, [isBehind]);
  return entries.map((entry) => (
    <Offer
      key={"place" in entry ? entry.place : "newest"}
      entry={entry}
      onForget={() => setEntries((before) => before.filter((other) => other !== entry))}
    />
  ));
}

interface OfferProps {
  readonly entry: AutosaveEntry | EarlierEntry;
  onForget(): void;
}

function Offer({ entry, onForget }: OfferProps) {
  const { t } = useTranslation();
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
          void forget(entry);
          onForget();
        }}
      >
        {t("start.restore.discard")}
      </Button>
      <Button size="xs" onClick={() => void restoreProject(entry)}>
        {t("start.restore.restore")}
      </Button>
    </section>
  );
}

async function forget(entry: AutosaveEntry | EarlierEntry): Promise<void> {
  if ("place" in entry) return autosave.forget(entry);
  await autosave.takeUp(entry);
  await autosave.discard();
}
