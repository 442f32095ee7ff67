export default {
  what: "Open a network as its paper draws it, unfold a block, change a number and see every shape and count follow.",
  networks: "Networks",
  search: "Search by name, year or paper",
  nothing: "No network matches “{{query}}”.",
  clear: "Show all",
  recent: "Recent projects",
  forget: "Remove {{name}} from the list",
  top1: "top-1 error",
  top5: "top-5 error",
  restore: {
    title: "Unsaved work from last time",
    text: "“{{name}}”, as it was on {{time}}.",
    restore: "Restore",
    discard: "Discard",
  },
};
