/** Under which a dragged row carries its `PaletteItem`, as JSON. */
export const PALETTE_MIME = "application/x-blockwise";
