/** What native dialogs and menus say, and where files lie in a browser. */
export default {
  projectFiles: "Blockwise project",
  openableFiles: "Projects and models of other programs",
  unsaved: {
    message: "Save the changes to this network?",
    detail: "They are lost if you close without saving.",
    save: "Save",
    discard: "Don't save",
    cancel: "Cancel",
  },
  downloads: "Downloads",
  thisComputer: "On this computer, opened in this browser",
  menu: {
    file: "File",
    edit: "Edit",
    view: "View",
    panels: "Panels",
    insert: "Insert",
    arrange: "Arrange",
    engine: "Engine",
    help: "Help",
  },
};
