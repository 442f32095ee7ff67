import { modals } from "@mantine/modals";
import { currentDocument } from "../../state/project";
import { text } from "../../text/i18n";
import { ExportDialog } from "./export-dialog";

/** Asks how the open network shall be written for other programs. */
export function showExport(): void {
  const document = currentDocument();
  const id = modals.open({
    title: text("export.title", { name: document.name }),
    size: "md",
    children: <ExportDialog document={document} onClose={() => modals.close(id)} />,
  });
}
