// What is seen of the network, in the page's address, so that it can be sent and cited.
import { setUrlParameters } from "../common/api";
import { COLORS, type ColorBy, SIZES, type SizeBy } from "./measures";
import { MODES, type Mode } from "./toolbar";

export interface State {
  mode: Mode;
  sizeBy: SizeBy;
  colorBy: ColorBy;
  grown: string[]; // things that were let grow, in order
  hidden: string[];
  without: string[]; // kinds and relations that are left out
  chosen: string;
  path: string[]; // its two ends, or nothing
}

export function readState(): State {
  const parameters = new URLSearchParams(location.search);
  const list = (name: string): string[] =>
    (parameters.get(name) ?? "").split(",").filter((part) => part);
  const path = list("path");
  return {
    mode: MODES.find((mode) => mode === parameters.get("mode")) ?? "all",
    sizeBy: SIZES.find((name) => name === parameters.get("size")) ?? "degree",
    colorBy: COLORS.find((name) => name === parameters.get("color")) ?? "kind",
    grown: list("grown"),
    hidden: list("hidden"),
    without: list("without"),
    chosen: parameters.get("chosen") ?? "",
    path: path.length === 2 ? path : [],
  };
}

export function writeState(state: State): void {
  const { mode, sizeBy, colorBy, grown, hidden, without, chosen, path } = state;
  setUrlParameters({
    mode: mode === "all" ? null : mode,
    size: sizeBy === "degree" ? null : sizeBy,
    color: colorBy === "kind" ? null : colorBy,
    grown: grown.join(","),
    hidden: hidden.join(","),
    without: without.join(","),
    chosen: path.length ? null : chosen,
    path: path.join(","),
  });
}
