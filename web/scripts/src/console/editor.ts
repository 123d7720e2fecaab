// The editor: CodeMirror with Cypher's colours and the schema's names. It lives in a shadow root, where
// its styles are sheets made by script: the page's policy lets no other style in.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { html } from "../common/dom";

/** Names that the editor proposes. */
export interface Schema {
  label: string[];
  relationship: string[];
  property: string[];
}

const KEYWORDS = `
  MATCH, OPTIONAL MATCH, WHERE, RETURN, WITH, UNWIND, CALL, YIELD, ORDER BY, SKIP, LIMIT,
  DISTINCT, EXISTS, COUNT, COLLECT, CASE, WHEN, THEN, ELSE, END, UNION, EXPLAIN, ANY SHORTEST,
  ALL SHORTEST, AND, OR, NOT, IN, IS NULL, IS NOT NULL, STARTS WITH, ENDS WITH, CONTAINS, AS,
  DESC
`
  .trim()
  .split(/,\s+/);
const FUNCTIONS = `
  count, collect, size, labels, type, properties, keys, nodes, relationships, length, startNode,
  endNode, coalesce, head, last, range, reduce, min, max, avg, sum, toInteger, toString,
  toLower, date, duration.between, all, any, none, single
`
  .trim()
  .split(/,\s+/);

/** Marks where a statement was refused; null removes the mark, and so does typing. */
const setRefused = StateEffect.define<{ from: number; to: number } | null>();
const refusedMark = Decoration.mark({ class: "cm-refused" });
const refusedField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    for (const { value } of transaction.effects.filter((effect) => effect.is(setRefused))) {
      return value ? Decoration.set(refusedMark.range(value.from, value.to)) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--card)",
    fontSize: "15px",
    border: "1px solid var(--line)",
    borderRadius: "6px",
  },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "1.55",
    minHeight: "8.5rem",
    maxHeight: "24rem",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: "10px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": {
    backgroundColor: "var(--wash)",
    color: "var(--soft)",
    border: "none",
    borderRadius: "6px 0 0 6px",
  },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-wash) !important",
  },
  ".cm-matchingBracket": {
    backgroundColor: "var(--calm-wash) !important",
    outline: "1px solid var(--calm)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
  },
  ".cm-tooltip-autocomplete ul li": { fontFamily: "var(--mono)", padding: "3px 8px !important" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-wash) !important",
    color: "var(--ink) !important",
  },
  ".cm-refused": {
    backgroundColor: "var(--warn-wash)",
    textDecoration: "underline wavy var(--warn)",
    textUnderlineOffset: "3px",
  },
  ".cm-placeholder": { color: "var(--soft)" },
});

const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--calm)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--calm)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  {
    tag: [
      tags.standard(tags.variableName),
      tags.function(tags.variableName),
      tags.definition(tags.variableName),
    ],
    color: "var(--warn)",
  },
]);

export interface EditorOptions {
  text: string;
  label: string; // for screen readers
  placeholder: string;
  schema: Schema;
  onRun: () => void;
  onChange: (text: string) => void;
}

export class Editor {
  private readonly view: EditorView;

  constructor(box: HTMLElement, options: EditorOptions) {
    const { schema, onRun, onChange } = options;
    const root = box.attachShadow({ mode: "open" });
    const run = (): boolean => {
      onRun();
      return true;
    };
    const extensions = [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      StreamLanguage.define(cypher),
      syntaxHighlighting(highlighting),
      autocompletion({ override: [(context) => complete(context, schema)], icons: false }),
      placeholder(options.placeholder),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false" }),
      // Tab leaves the editor, as in every field; Escape closes a list of proposals.
      keymap.of([
        { key: "Mod-Enter", run },
        ...completionKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(this.text);
      }),
      refusedField,
      EditorView.domEventHandlers({ beforeinput: replaceSelection }),
      theme,
    ];
    const state = EditorState.create({ doc: options.text, extensions });
    this.view = new EditorView({ root, parent: root.appendChild(html("div")), state });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Mark where a statement was refused; line and column count from 1. */
  mark(lineNumber: number, column: number): void {
    const { doc } = this.view.state;
    if (lineNumber < 1 || lineNumber > doc.lines) {
      this.clearMark();
      return;
    }
    const line = doc.line(lineNumber);
    const last = Math.max(line.to - 1, line.from);
    const from = Math.min(line.from + Math.max(column - 1, 0), last);
    const word = /^[\w$.]+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
    const to = Math.min(from + word, line.to);
    if (to <= from) return;
    this.view.dispatch({
      effects: setRefused.of({ from, to }),
      selection: { anchor: from },
      scrollIntoView: true,
    });
  }

  clearMark(): void {
    this.view.dispatch({ effects: setRefused.of(null) });
  }
}

/**
 * Replace selected text ourselves. Left to it, Chromium keeps the look of what was there by a style
 * attribute, which the page's policy refuses.
 */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || empty || text === null || view.composing) return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handler) => handler(view, from, to, text, insert))) view.dispatch(insert());
  event.preventDefault();
  return true;
}

function complete(context: CompletionContext, schema: Schema): CompletionResult | null {
  const { pos, state } = context;
  const from = context.matchBefore(/[\w$]*/)?.from ?? pos;
  const before = state.sliceDoc(Math.max(0, from - 60), from);
  if (from === pos && !context.explicit && !/[:.]$/.test(before)) return null;
  const list = (names: string[], type: string): Completion[] =>
    names.map((label) => ({ label, type }));
  const properties = list(schema.property, "property");
  const relationships = list(schema.relationship, "type");
  if (/\[[^\]]*[:|&!]\s*$/.test(before)) return { from, options: relationships };
  if (/[:|&!]\s*$/.test(before)) {
    return { from, options: [...list(schema.label, "class"), ...relationships] };
  }
  if (/\.$|[{,]\s*$/.test(before)) return { from, options: properties };
  const words = [...list(KEYWORDS, "keyword"), ...list(FUNCTIONS, "function")];
  return { from, options: [...words, ...properties] };
}
