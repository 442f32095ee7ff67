const IS_MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  mod: IS_MAC ? "⌘" : "Ctrl",
  ctrl: "Ctrl",
  alt: IS_MAC ? "⌥" : "Alt",
  shift: IS_MAC ? "⇧" : "Shift",
  meta: IS_MAC ? "⌘" : "Meta",
  delete: "Del",
  backspace: "⌫",
  escape: "Esc",
  enter: "↵",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  space: "Space",
  plus: "+",
};

/** "mod+shift+z" -> ["Ctrl", "Shift", "Z"]. */
export function shortcutKeys(shortcut: string): readonly string[] {
  const keys = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "plus"] : shortcut.split("+");
  return keys
    .map((key) => key.trim().toLowerCase())
    .filter((key) => key !== "")
    .map(
      (key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]?.toUpperCase() + key.slice(1)),
    );
}

/** A shortcut as its keys are labelled on this machine. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return (
    <span className="bw-shortcut">
      {shortcutKeys(keys).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
