import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { openedFile } from "../host/opened-file";
import { reportError } from "./errors";
import { adoptFile } from "./open-file";

/** A project or another program's model dropped anywhere opens; pictures and weights are for the panels that take them. */
export function FileDrop() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      const items = filesIn(event);
      const ours = items.some(mayOpen);
      setOver(ours);
      if (items.length === 0) return;
      // A file that nobody takes would be shown by the browser in the app's place.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = ours ? "copy" : "none";
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (event.defaultPrevented || files.length === 0) return;
      event.preventDefault();
      openedFile(files).then(adoptFile).catch(reportError);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return over ? <div className="bw-drop-target">{t("app.drop")}</div> : null;
}

/** Those that no panel has taken. */
function filesIn({ defaultPrevented, dataTransfer }: DragEvent): readonly DataTransferItem[] {
  return defaultPrevented ? [] : [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
}

/** While a file hangs over the window only its type is told, and models have none that is known. */
function mayOpen({ type }: DataTransferItem): boolean {
  return ["", "application/json", "application/octet-stream"].includes(type);
}
