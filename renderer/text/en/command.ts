/** Labels of commands, by their ids. */
export default {
  file: {
    new: "New empty network",
    openNetwork: "Open a network…",
    open: "Open a file…",
    save: "Save",
    saveAs: "Save as…",
    close: "Close",
  },
  view: {
    left: "Left panel",
    right: "Right panel",
    drawer: "Drawer",
    theme: "Light or dark",
    palette: "Palette",
    outline: "Outline",
    inspector: "Inspector",
    train: "Train",
    run: "Run on a picture",
    problems: "Problems",
  },
  insert: { find: "Find a layer or block" },
  engine: { restart: "Restart the engine" },
  help: {
    palette: "Command palette",
    panel: "Explain the selection",
    shortcuts: "Keyboard shortcuts",
    about: "About Blockwise",
  },
};
