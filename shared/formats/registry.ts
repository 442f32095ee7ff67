import { createRegistry } from "../base/registry";
import { type AnyExportFormat, EXPORT_GROUPS } from "./define";

const files = import.meta.glob<AnyExportFormat>("./*/format.ts", { eager: true, import: "default" });

/** Every kind of file that networks are written to, by its id. */
export const exportFormats = createRegistry("format", files, (format) => format.id);

export interface ExportGroup {
  readonly group: AnyExportFormat["group"];
  readonly formats: readonly AnyExportFormat[];
}

/** As they are offered: group by group, in the order that the rows declare. */
export const exportGroups: readonly ExportGroup[] = EXPORT_GROUPS.map((group) => ({
  group,
  formats: exportFormats.all.filter((format) => format.group === group).sort((a, b) => a.order - b.order),
}));
