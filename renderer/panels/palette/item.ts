/** What is dragged from the palette, as JSON under `PALETTE_MIME`. */
export type PaletteItem =
  | { readonly kind: "layer"; readonly type: string }
  | { readonly kind: "block"; readonly definition: string };

export const PALETTE_MIME = "application/x-blockwise";
