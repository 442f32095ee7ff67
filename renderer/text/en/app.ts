/** The window: bars, areas, menus, errors. */
export default {
  area: { left: "Left panels", right: "Right panels", drawer: "Drawer" },
  closeArea: "Close",
  menu: "Menu",
  documentName: "Name of the network",
  renamed: "Rename network",
  unsaved: "Unsaved changes",
  lastEdit: "Last: {{label}}",
  zoom: "{{percent}} %",
  engine: {
    off: "Engine starts when needed",
    starting: "Engine is starting…",
    waiting: "Engine stopped and comes back",
    failed: "Engine stopped",
  },
  backend: {
    webgpu: "WebGPU",
    webgl: "WebGL",
    wasm: "WebAssembly",
    cpu: "JavaScript",
  },
  error: {
    refused: "That did not work",
    unexpected: "Something went wrong",
    part: "This part of the window failed. The network is not affected; save it to be safe.",
    again: "Show it again",
    save: "Save the network",
  },
  openedBlock: {
    title: "Now “{{title}}”",
    message:
      "The edit is inside a block of the catalogue, so this network now holds a block of its own. The inspector of the block leads back.",
  },
  backTo: "Back to {{name}}",
  drop: "Drop to open the network",
  commandPalette: {
    placeholder: "Commands, networks, layers, blocks, nodes…",
    nothing: "Nothing found",
    commands: "Commands",
    nodes: "In this network",
    networks: "Networks",
    layers: "Add a layer",
    blocks: "Add a block",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    none: "Commands without a shortcut stand in the command palette.",
  },
  about: {
    title: "About Blockwise",
    body: "A teaching tool and visual editor for convolutional network architectures.",
    convention:
      "Multiply-adds (MACs) are counted per image, for convolutions and dense layers; FLOPs = 2 × MACs. Parameters are the trainable ones.",
    contents: "{{networks}} networks, {{blocks}} blocks and {{layers}} types of layer.",
  },
};
