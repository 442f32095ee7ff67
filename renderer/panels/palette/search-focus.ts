import { changeSettings } from "../../state/settings";

const SEARCH_ID = "bw-palette-search";

export function paletteSearchId(): string {
  return SEARCH_ID;
}

/** Opens the palette and puts the cursor into its search. */
export function focusPaletteSearch(): void {
  changeSettings({ left: "palette" });
  // The field may only come to be with the next paint.
  requestAnimationFrame(() => {
    const field = document.getElementById(SEARCH_ID);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.select();
    }
  });
}
