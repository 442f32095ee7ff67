/** Left to right: a folder of `shared` imports only from itself and from folders before it. */
const ORDER = [
  ["base"],
  ["graph", "contracts"],
  ["layers"],
  ["blocks"],
  ["analysis"],
  ["layout"],
  ["networks", "formats", "data"],
  ["engine"],
];

const importOrder = ORDER.slice(0, -1).map((folders, rank) => ({
  name: `shared-${folders.join("-")}-import-only-to-their-left`,
  severity: "error",
  from: { path: `^shared/(${folders.join("|")})/` },
  to: {
    path: `^shared/(${ORDER.slice(rank + 1)
      .flat()
      .join("|")})/`,
  },
}));

/** What makes an engine in Node; `electron/cli` compiles it, with Node's types. */
const NODE_ENGINE = "^shared/engine/(backends-node|create-node-engine)[.]ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...importOrder,
    {
      name: "shared-knows-no-host",
      comment:
        "shared runs in a worker, in a window and in Node: it imports none of them, React least of all",
      severity: "error",
      from: { path: "^shared/" },
      to: {
        path: "^(electron|renderer|assets)/|node_modules/(electron|react|react-dom|@xyflow|@mantine|zustand)/",
      },
    },
    {
      name: "shared-uses-no-node",
      severity: "error",
      from: { path: "^shared/", pathNot: NODE_ENGINE },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-node-engine-stays-in-node",
      severity: "error",
      from: { path: "^(shared|renderer)/", pathNot: NODE_ENGINE },
      to: { path: NODE_ENGINE },
    },
    {
      name: "tensorflow-only-in-the-engine",
      severity: "error",
      from: { path: "^(shared|renderer|electron)/", pathNot: "^shared/engine/" },
      to: { path: "node_modules/@tensorflow/" },
    },
    {
      name: "electron-never-imports-renderer",
      severity: "error",
      from: { path: "^electron/" },
      to: { path: "^renderer/" },
    },
    {
      name: "renderer-never-imports-electron",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^electron/|node_modules/electron/", dependencyTypesNot: ["undetermined"] },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-barrels",
      comment: "import from the file that defines a thing; an index file hides what depends on what",
      severity: "error",
      from: {},
      to: { path: "/index[.](ts|tsx|mjs)$", pathNot: "node_modules" },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      // Vite resolves addresses of files itself; what a package exports of them is its own affair.
      to: { couldNotResolve: true, pathNot: "[?]url$" },
    },
  ],
  options: {
    // Type-only imports couple too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|release)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
