import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { reportError } from "./errors";
import { adoptModel, modelAmong } from "./import-model";
import { adoptFile } from "./project-files";

/** A project or another program's model dropped anywhere opens; pictures and weights are for the panels that take them. */
export function FileDrop() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const isOurs = (event: DragEvent): boolean =>
      !event.defaultPrevented && [...(event.dataTransfer?.items ?? [])].some(isProject);
    const onOver = (event: DragEvent): void => {
      const ours = isOurs(event);
      setOver(ours);
      if (ours) event.preventDefault();
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (event.defaultPrevented || files.length === 0) return;
      // Without this the browser would leave the app to show the file.
      event.preventDefault();
      takeIn(files).catch(reportError);
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

async function takeIn(files: readonly File[]): Promise<void> {
  const found = await modelAmong(files);
  if (found) {
    await adoptModel(found, files);
    return;
  }
  const [file] = files;
  if (file && /\.json$/i.test(file.name)) {
    await adoptFile({ handle: null, name: file.name, text: await file.text() });
  }
}

/** While a file hangs over the window only its type is told. */
function isProject(item: DataTransferItem): boolean {
  return item.kind === "file" && item.type === "application/json";
}
