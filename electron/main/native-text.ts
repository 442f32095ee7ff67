import type { NativeText } from "../../shared/contracts/ipc";

// Until the page has sent its catalogue's words, nothing is edited and no dialog can be asked for.
let current: NativeText = {
  projectFiles: "Blockwise",
  openableFiles: "Blockwise",
  unsaved: { message: "", detail: "", save: "", discard: "", cancel: "" },
};

export function nativeText(): NativeText {
  return current;
}

export function setNativeText(text: NativeText): void {
  current = text;
}
