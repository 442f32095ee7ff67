import {
  IconDeviceFloppy,
  IconFileExport,
  IconFilePlus,
  IconFolderOpen,
  IconHome,
  IconLink,
  IconPackageExport,
  IconPackageImport,
  IconX,
} from "@tabler/icons-react";
import { showExport } from "../app/export/show-export";
import { importModel, openFile } from "../app/open-file";
import { goHome, leaveProject, newProject, saveProject } from "../app/project-files";
import { copyLink } from "../app/share/copy-link";
import { projectStore } from "../state/project";
import { defineCommands } from "./define";

const isOpen = (): boolean => projectStore.getState().isOpen;

export default defineCommands([
  { id: "file.new", group: "file", icon: IconFilePlus, run: newProject },
  {
    id: "file.openNetwork",
    group: "file",
    icon: IconHome,
    shortcut: "mod+shift+O",
    enabled: isOpen,
    run: goHome,
  },
  { id: "file.open", group: "file", icon: IconFolderOpen, shortcut: "mod+O", run: openFile },
  {
    id: "file.save",
    group: "file",
    icon: IconDeviceFloppy,
    shortcut: "mod+S",
    enabled: isOpen,
    run: async () => {
      await saveProject({ askWhere: false });
    },
  },
  {
    id: "file.saveAs",
    group: "file",
    icon: IconFileExport,
    shortcut: "mod+shift+S",
    enabled: isOpen,
    run: async () => {
      await saveProject({ askWhere: true });
    },
  },
  { id: "file.import", group: "file", icon: IconPackageImport, run: importModel },
  {
    id: "file.export",
    group: "file",
    icon: IconPackageExport,
    shortcut: "mod+E",
    enabled: isOpen,
    run: showExport,
  },
  { id: "file.copyLink", group: "file", icon: IconLink, enabled: isOpen, run: copyLink },
  { id: "file.close", group: "file", icon: IconX, enabled: isOpen, run: leaveProject },
]);
