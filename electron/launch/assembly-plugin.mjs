import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "./paths.mjs";

const SUFFIX = "?assembly";
const CACHE = join(ROOT, "node_modules/.cache/blockwise");

/**
 * Makes `import { plain, shared } from "./asconfig.json?assembly"` two WebAssembly binaries in base 64, after the targets
 * of that file: the AssemblyScript beside it, compiled for tfjs's memory, which is shared where tfjs has threads. Compiling
 * takes seconds, so results are kept until a source changes.
 * @returns {import("vite").Plugin}
 */
export function assembly() {
  return {
    name: "assembly",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const folder = dirname(id);
      for (const name of sourcesOf(folder)) this.addWatchFile(join(folder, name));
      return binariesOf(folder);
    },
  };
}

/** @param {string} folder */
async function binariesOf(folder) {
  const kept = join(CACHE, `${basename(folder)}-${fingerprint(folder)}.mjs`);
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const { targets } = JSON.parse(readFileSync(join(folder, "asconfig.json"), "utf8"));
  let code = "";
  for (const target of Object.keys(targets)) {
    const binary = await compile(folder, target);
    code += `export const ${target} = ${JSON.stringify(Buffer.from(binary).toString("base64"))};\n`;
  }
  mkdirSync(CACHE, { recursive: true });
  // Other processes may be doing the same: none may see half a file.
  const fresh = `${kept}.${process.pid}`;
  writeFileSync(fresh, code);
  renameSync(fresh, kept);
  return code;
}

/**
 * @param {string} folder
 * @param {string} target
 * @returns {Promise<Uint8Array>}
 */
async function compile(folder, target) {
  const { main } = await import("assemblyscript/asc");
  /** @type {Uint8Array | undefined} */
  let binary;
  const entries = sourcesOf(folder).filter((name) => name.endsWith(".ts"));
  const options = ["--config", "asconfig.json", "--target", target, "--outFile", "out.wasm"];
  const { error, stderr } = await main([...entries, ...options], {
    readFile: (name) => {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile: (_, contents) => {
      binary = /** @type {Uint8Array} */ (contents);
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`AssemblyScript: ${stderr.toString() || error?.message}`);
  return binary;
}

/** @param {string} folder */
function fingerprint(folder) {
  const compiler = join(ROOT, "node_modules/assemblyscript/package.json");
  const files = [compiler, ...sourcesOf(folder).map((name) => join(folder, name))];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} folder */
function sourcesOf(folder) {
  return readdirSync(folder).sort();
}
