/** Hands bytes to the person as a file; Electron and browsers both turn this into a save. */
export function downloadBytes(name: string, bytes: ArrayBuffer): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A document's name as a file's: what systems forbid becomes a hyphen. */
export function weightsFileName(documentName: string): string {
  const stem = documentName
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${stem || "network"}.safetensors`;
}
