/** How bright the pixel at that byte is, 0 to 255 (ITU-R BT.601). */
export function lumaOf(pixels: Uint8Array, at: number): number {
  return (
    0.299 * (pixels[at] as number) + 0.587 * (pixels[at + 1] as number) + 0.114 * (pixels[at + 2] as number)
  );
}
