/** Hands bytes to the person as a file; Electron and browsers both turn this into a save. */
export function downloadBytes(name: string, bytes: ArrayBuffer): void {
  download(name, new Blob([bytes], { type: "application/octet-stream" }));
}

export function downloadText(name: string, content: string): void {
  download(name, new Blob([content], { type: "text/plain" }));
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A document's name as a file's: what systems forbid becomes a hyphen. */
export function fileName(documentName: string, ending: string): string {
  const stem = documentName
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${stem || "network"}.${ending}`;
}
