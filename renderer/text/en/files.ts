export default {
  untitled: "Untitled",
  opened: "Opened {{name}}",
  saved: "Saved {{name}}",
  noModel: "None of these files is a model of another program. Expected {{formats}}.",
  toImport:
    "{{name}} is a model of another program: {{format}}. Open it by “Import a model…”, together with the files that hold its weights.",
  reading: "Reading {{name}}",
  unsaved: "“{{name}}” has changes that are in no file yet.",
  unreadable: "{{name}} could not be opened",
  untouched: "Nothing was opened, and what was open is as it was. The file says:",
  more_one: "And one more.",
  more_other: "And {{count}} more.",
};
