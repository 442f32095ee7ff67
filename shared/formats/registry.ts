import { createRegistry } from "../base/registry";
import type { AnyExportFormat } from "./define";

const files = import.meta.glob<AnyExportFormat>("./*/format.ts", { eager: true, import: "default" });

/** Every kind of file that networks are written to, by its id. */
export const exportFormats = createRegistry("format", files, (format) => format.id);
