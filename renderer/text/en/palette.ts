export default {
  search: "Find a layer or block",
  nothing: "Nothing is called “{{query}}”.",
  blocks: "Blocks",
  mine: "Of this document",
  from: "{{title}}, from {{place}}",
  fromShort: "from {{place}}",
  help: "Explain {{title}}",
  hint: "Drag onto the canvas or onto a connection; Enter adds behind the selection.",
};
