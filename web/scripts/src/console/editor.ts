// The editor: CodeMirror with Cypher's colours and the graph's own words. It lives in a shadow root,
// where its styles are sheets made by script: the page's policy lets no other style in.
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

export interface Words {
  label: string[];
  relationship: string[];
  property: string[];
}

const KEYWORDS =
  "MATCH,OPTIONAL MATCH,WHERE,RETURN,WITH,UNWIND,CALL,YIELD,ORDER BY,SKIP,LIMIT,DISTINCT,EXISTS,COUNT,COLLECT,CASE,WHEN,THEN,ELSE,END,UNION,EXPLAIN,ANY SHORTEST,ALL SHORTEST,AND,OR,NOT,IN,IS NULL,IS NOT NULL,STARTS WITH,ENDS WITH,CONTAINS,AS,DESC".split(
    ",",
  );
const FUNCTIONS =
  "count,collect,size,labels,type,properties,keys,nodes,relationships,length,startNode,endNode,coalesce,head,last,range,reduce,min,max,avg,sum,toInteger,toString,toLower,date,duration.between,all,any,none,single".split(
    ",",
  );

/** Where a statement was refused; null takes the mark away, and so does typing. */
const refused = StateEffect.define<{ from: number; to: number } | null>();
const mark = Decoration.mark({ class: "cm-refused" });
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(refused))
        return effect.value
          ? Decoration.set(mark.range(effect.value.from, effect.value.to))
          : Decoration.none;
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

const colours = HighlightStyle.define([
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

export class Editor {
  private readonly view: EditorView;

  constructor(
    box: HTMLElement,
    text: string,
    label: string,
    hint: string,
    words: Words,
    run: () => void,
    changed: () => void,
  ) {
    const shadow = box.attachShadow({ mode: "open" });
    this.view = new EditorView({
      root: shadow,
      parent: shadow.appendChild(html("div")),
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          StreamLanguage.define(cypher),
          syntaxHighlighting(colours),
          autocompletion({ override: [(context) => complete(context, words)], icons: false }),
          placeholder(hint),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          // Tab leaves the editor, as in every field; Escape closes a list of proposals.
          keymap.of([
            { key: "Mod-Enter", run: () => (run(), true) },
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed();
          }),
          marks,
          EditorView.domEventHandlers({ beforeinput: (event, view) => replaceChosen(event, view) }),
          theme,
        ],
      }),
    });
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

  /** Mark where a statement was refused; line and column count from 1. No place clears the mark. */
  mark(place?: { line: number; column: number }): void {
    const { doc } = this.view.state;
    if (!place || place.line < 1 || place.line > doc.lines) {
      this.view.dispatch({ effects: refused.of(null) });
      return;
    }
    const line = doc.line(place.line);
    const start = Math.min(
      line.from + Math.max(place.column - 1, 0),
      Math.max(line.to - 1, line.from),
    );
    const word = /^[\w$.]+/.exec(doc.sliceString(start, line.to))?.[0].length ?? 1;
    const end = Math.min(start + word, line.to);
    if (end > start)
      this.view.dispatch({
        effects: refused.of({ from: start, to: end }),
        selection: { anchor: start },
        scrollIntoView: true,
      });
  }
}

/**
 * Replace chosen text ourselves. Left to it, Chromium keeps the look of what was there by a style
 * attribute, which the page's policy refuses.
 */
function replaceChosen(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || empty || text === null || view.composing) return false;
  const plain = () =>
    view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
  const handled = view.state
    .facet(EditorView.inputHandler)
    .some((handler) => handler(view, from, to, text, plain));
  if (!handled) view.dispatch(plain());
  event.preventDefault();
  return true;
}

function complete(context: CompletionContext, words: Words): CompletionResult | null {
  const word = context.matchBefore(/[\w$]*/);
  if (!word || (word.from === word.to && !context.explicit)) {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    if (before !== ":" && before !== ".") return null;
  }
  const from = word?.from ?? context.pos;
  const before = context.state.sliceDoc(Math.max(0, from - 60), from);
  const list = (names: string[], type: string): Completion[] =>
    names.map((label) => ({ label, type }));
  if (/\[[^\]]*[:|&!]\s*$/.test(before)) return { from, options: list(words.relationship, "type") };
  if (/[:|&!]\s*$/.test(before))
    return { from, options: [...list(words.label, "class"), ...list(words.relationship, "type")] };
  if (/\.$/.test(before) || /[{,]\s*$/.test(before))
    return { from, options: list(words.property, "property") };
  return {
    from,
    options: [
      ...list(KEYWORDS, "keyword"),
      ...list(FUNCTIONS, "function"),
      ...list(words.property, "property"),
    ],
  };
}
