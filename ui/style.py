"""The look of the pages: style sheets for the frame and for the panels. System fonts only, nothing is fetched.

Law is set in a serif, as offices print it; the program's own words are set in a sans serif. Colours come from the
theme (`.streamlit/config.toml`) where Streamlit hands them on; the few tones of our own are mixed with them, so that
light and dark both keep a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

from string import Template
from typing import Final

from ui import texts

_PAGE_CSS = Template("""
<style>
.stMainBlockContainer { max-width: 62rem; padding: 2.6rem 1.5rem 2rem; }
.stMainBlockContainer:has(.st-key-wide) { max-width: 82rem; }
[data-testid="stSidebarHeader"] { height: 2.2rem; min-height: 0; }
.brand strong { display: block; font-size: 1.3rem; font-weight: 700; letter-spacing: -.01em; }
.brand span { font-size: .9rem; line-height: 1.4; display: block; }
.st-key-suggestions { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; }
.st-key-suggestions button { justify-content: flex-start; text-align: left; min-height: 3rem; }
.st-key-suggestions button > * { justify-content: flex-start; text-align: left; width: 100%; }
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "$choose"; font-size: .9rem; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: .82; }
.st-key-asof { align-items: center; flex-wrap: wrap; row-gap: .3rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-asof) { flex: 0 1 auto; width: auto; }
.st-key-undo-delete-row { border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: 6px;
  padding: .4rem .8rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-frame) { position: absolute; }
/* The primary colour of the dark theme is made for grounds, not for letters on the page. */
button[data-selected="true"], [data-testid="stTab"][aria-selected="true"] { color: inherit !important; }
button[data-selected="true"] *, [data-testid="stTab"][aria-selected="true"] * { color: inherit !important;
  font-weight: 600; }
.st-key-crosswalk-filters { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)) 11rem; gap: .2rem .8rem;
  align-items: end; }
.st-key-list-line { display: grid; grid-template-columns: minmax(0, 1fr) 13rem; gap: .8rem; }
.st-key-export { margin-top: -.4rem; }
.stApp:has(.st-key-entrance) [data-testid="stSidebar"] { display: none; }
.st-key-conversations { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding-top: .8rem; }
.st-key-conversation-list button { justify-content: flex-start; min-height: 2rem; padding: .2rem .5rem; }
.st-key-conversation-list button > *, .st-key-conversation-list button p { justify-content: flex-start; width: 100%;
  text-align: left; font-size: .9rem; line-height: 1.35; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.st-key-deleted-conversations button, .st-key-deleted-conversations button > *, .st-key-deleted-conversations button p {
  justify-content: flex-start; text-align: left; font-size: .9rem; line-height: 1.35; }
[class*="st-key-under-"] { margin-top: -.6rem; }
[data-testid="stBottomBlockContainer"] { max-width: 62rem; padding: .5rem 1.5rem .9rem; }
[data-testid="stBottom"] > div { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
[data-testid="stMain"] { scrollbar-gutter: stable; }
h1, h2, h3 { letter-spacing: -0.005em; }
:focus-visible { outline: 2px solid #1f7f84; outline-offset: 2px; }
textarea:focus-visible, input:focus-visible { outline: none; }
[data-testid="stBottomBlockContainer"] [data-testid="stVerticalBlock"] { gap: .4rem; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.9rem .8rem 2rem; }
  .st-key-suggestions { grid-template-columns: 1fr; }
  .st-key-crosswalk-filters { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .st-key-crosswalk-filters, .st-key-list-line { row-gap: .8rem; }
  .st-key-list-line { grid-template-columns: 1fr; }
  [class*="st-key-under-"] { row-gap: .1rem !important; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-asof) { flex: 1 1 100%; min-width: 100%; }
  [data-testid="stButtonGroup"] [role="radiogroup"] { gap: .35rem; }
  [data-testid="stButtonGroup"] button { border-radius: 6px !important; margin: 0 !important;
    border: 1px solid color-mix(in srgb, currentColor 28%, transparent) !important; padding: .2rem .6rem; }
  [data-testid="stExpandSidebarButton"] { width: auto; padding: 0 .5rem; }
  [data-testid="stExpandSidebarButton"]::after { content: "$pages"; font-size: .9rem; margin-left: .3rem; }
  [data-testid="stBottomBlockContainer"] { padding: .4rem .8rem .6rem; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media print { [data-testid="stBottom"], [data-testid="stSidebar"] { display: none; } }
</style>
""")
PAGE_CSS: Final = _PAGE_CSS.substitute(choose=texts.CHOOSE_FILES, pages=texts.PAGES)

PANEL_CSS: Final = """
.tq {
  --law: 'Noto Serif', 'Times New Roman', 'Liberation Serif', serif;
  --ink: var(--st-text-color); --paper: var(--st-background-color); --tint: var(--st-secondary-background-color);
  --line: var(--st-border-color); --link: var(--st-link-color);
  --soft: color-mix(in srgb, var(--ink) 72%, var(--paper));
  --amber: color-mix(in srgb, #b36b00 34%, var(--paper)); --red: color-mix(in srgb, #b3261e 26%, var(--paper));
  --green: color-mix(in srgb, #1f7f4f 24%, var(--paper)); --grey: color-mix(in srgb, var(--ink) 12%, var(--paper));
  --mark: color-mix(in srgb, #ffc400 42%, var(--paper));
  color: var(--ink); font-family: var(--st-font); font-size: 1rem; line-height: 1.55; overflow-wrap: anywhere;
}
.tq *, .tq *::before { box-sizing: border-box; }
.tq p { margin: 0 0 .45em; }
.tq a { color: var(--link); text-underline-offset: .15em; }
.tq a:focus-visible, .tq button:focus-visible, .tq summary:focus-visible, .tq [tabindex]:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.tq h2 { font-size: .82rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; color: var(--soft);
  margin: .9rem 0 .5rem; }
.tq .soft { color: var(--soft); }
.tq .small { font-size: .875rem; }
.tq mark { background: var(--mark); color: inherit; padding: .05em 0; }
.tq button { font: inherit; font-size: .875rem; color: var(--link); background: none; border: 1px solid var(--line);
  border-radius: 6px; padding: .25rem .7rem; cursor: pointer; min-height: 2rem; }
.tq button:hover { border-color: var(--link); }
.tq button[hidden] { display: none; }

.badge { display: inline-block; font-size: .78rem; font-weight: 600; line-height: 1.4; padding: .08rem .5rem;
  border-radius: 4px; background: var(--grey); margin: 0 .3rem .2rem 0; }
.badge.soon { background: var(--amber); } .badge.over { background: var(--red); }
.badge.ok { background: var(--green); }
.badge.digest { background: none; border: 1.5px dashed color-mix(in srgb, #b36b00 75%, var(--ink)); }

#asked { scroll-margin: 4rem; }
.question { font-size: 1.12rem; font-weight: 600; margin: 0 0 .2rem; white-space: pre-wrap; }
.understood { margin: 0; }
.notice { border-left: 3px solid #b36b00; background: color-mix(in srgb, #b36b00 9%, var(--paper));
  padding: .4rem .8rem; margin: .35rem 0; border-radius: 0 6px 6px 0; font-size: .94rem; }
.notice ul { margin: 0; padding-left: 1.1rem; } .notice li { margin: .1rem 0; }
.notice details > summary { padding: .15rem 0; }
.notice.plain { border-color: var(--line); background: var(--tint); }

.answer { border: 1px solid var(--line); border-top: 3px solid var(--link); border-radius: 0 0 8px 8px;
  padding: .8rem 1.1rem .7rem; min-height: 8.5rem; background: var(--paper); }
.answer.none { border-top-color: #b36b00; }
.answer .head { font-weight: 600; margin-bottom: .3rem; }
.authority { display: flex; flex-wrap: wrap; gap: .1rem .8rem; align-items: baseline; padding-bottom: .5rem;
  margin-bottom: .6rem; border-bottom: 1px solid var(--line); }
.authority span { color: var(--soft); font-size: .875rem; }
.authority strong { font-size: 1.18rem; font-weight: 650; } .authority strong.soft { font-weight: 400; }
.authority dl { flex: 1 1 100%; display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem;
  margin: 0; align-items: baseline; }
.authority dt { color: var(--soft); max-width: 18rem; } .authority dd { margin: 0; }
.claim { font-size: 1.05rem; }
.draft { color: var(--soft); font-style: italic; }
.working { color: var(--soft); display: flex; gap: .6rem; align-items: center; }
.working::before { content: ""; width: .7rem; height: .7rem; border-radius: 50%; background: var(--link);
  animation: breathe 1.6s steps(4, jump-none) infinite alternate; flex: none; } /* few repaints: old machines */
@keyframes breathe { from { opacity: .2; } to { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .working::before { animation: none; } }
.ref { position: relative; white-space: nowrap; font-weight: 600; font-size: .9em; text-decoration: none;
  padding: .1em .12em; }
.ref:hover { text-decoration: underline; }
.tip { display: none; position: absolute; left: 0; top: 1.6em; z-index: 5; width: min(26rem, 70vw); white-space: normal;
  background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .7rem;
  font-weight: 400; font-size: .875rem; line-height: 1.45; box-shadow: 0 6px 20px rgb(0 0 0 / .18); }
.tip.above { top: auto; bottom: 1.6em; }
.tip .words { font-family: var(--law); display: block; margin-top: .25rem; }
.ref:focus-visible .tip { display: block; }
@media (hover: hover) { .ref:hover .tip { display: block; } }
.ref.quiet .tip { display: none; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .6rem; }

.card { border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem .65rem; margin: 0 0 .6rem;
  background: var(--paper); scroll-margin: 4rem; }
.card.over { background: var(--tint); }
.card.focus, .focus { box-shadow: 0 0 0 2px var(--link); }
.card header { display: flex; gap: .7rem; align-items: baseline; }
.card .no { flex: none; min-width: 1.7rem; text-align: center; font-weight: 650; font-size: .875rem;
  border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; }
.card .where { font-weight: 650; }
.card .doc { color: var(--soft); font-size: .9rem; margin: 0 0 .3rem; }
.context { color: var(--soft); font-family: var(--law); font-size: .95rem; margin: .3rem 0 .15rem; }
.context mark { color: var(--ink); }
.verbatim { font-family: var(--law); font-size: 1.02rem; line-height: 1.6; border-left: 3px solid var(--line);
  padding-left: .8rem; margin: .25rem 0 .3rem; white-space: pre-line; max-height: 14.4em; overflow: hidden; }
.whole .verbatim { max-height: none; }
.tq details > summary { cursor: pointer; color: var(--link); padding: .35rem 0; }

.head-doc h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .25rem; font-weight: 650; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 .2rem;
  font-size: .92rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; }
.read { display: grid; grid-template-columns: minmax(13rem, 19rem) minmax(0, 1fr); gap: 2rem; align-items: start; }
.toc { position: sticky; top: 3.6rem; max-height: calc(100vh - 5rem); overflow: auto; font-size: .875rem;
  border-right: 1px solid var(--line); padding-right: .6rem; }
.toc ol { list-style: none; margin: 0; padding: 0; }
.toc li { margin: 0; } .toc a { display: block; padding: .18rem .2rem; text-decoration: none; line-height: 1.35; }
.toc a:hover { background: var(--tint); } .toc .deep { padding-left: .8rem; } .toc .top { font-weight: 600; }
.toc [aria-current] { background: var(--grey); font-weight: 600; border-radius: 3px; }
.law { font-family: var(--law); font-size: 1.05rem; line-height: 1.65; max-width: 46rem; }
.law p { margin: 0 0 .55em; }
.law section { scroll-margin: 4rem; border-radius: 4px; }
.law .headed > .heading { text-align: center; font-weight: 700; margin: 1.4em 0 .8em; }
.law .article { content-visibility: auto; contain-intrinsic-size: auto 24rem; margin: 1.1em -.8rem 0;
  padding: 0 .8rem; }
.law .article > .heading { font-weight: 700; }
.law .page { float: right; font: 400 .75rem/1.6 var(--st-font); color: var(--soft); margin-left: 1rem; }
section.focus { box-shadow: none; }
.law .focus { background: color-mix(in srgb, #ffc400 15%, var(--paper)); box-shadow:
  8px 0 0 0 color-mix(in srgb, #ffc400 15%, var(--paper)), -8px 0 0 0 color-mix(in srgb, #ffc400 15%, var(--paper)),
  -11px 0 0 0 #b36b00; }
.law .article.focus, .law .headed.focus { background: none; box-shadow: -6px 0 0 0 #b36b00; }
.law .preamble, .law .signature { white-space: normal; }
.drawer .law { font-size: 1rem; }

.head-doc .title { font-size: 1.05rem; margin-bottom: .4rem; }
.law .cross { color: inherit; text-decoration: underline dotted color-mix(in srgb, var(--link) 75%, var(--paper)); }
.law .cross:hover { color: var(--link); text-decoration-style: solid; }
.law .about { float: right; font: 400 .75rem/1.7 var(--st-font); margin-left: .8rem; }
.law .note { font: 400 .82rem/1.5 var(--st-font); margin: .1rem 0 .5rem; padding: .25rem .6rem; background: var(--tint);
  border-radius: 4px; }
.law .note.short { background: none; padding: 0; margin: 0 0 .2rem; }
.law .note .badge { margin-bottom: 0; } .law .note .by { color: var(--soft); }
.viewing { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; border: 1px solid var(--line);
  border-radius: 6px; padding: .3rem .8rem; margin-bottom: .6rem; background: var(--tint); font-size: .92rem; }
.viewing .badge { margin: 0; }

.timeline { margin: .6rem 0 .2rem; max-width: 60rem; }
.line { display: block; overflow: visible; }
.line .axis { stroke: var(--line); stroke-width: 2; } .line .force { fill: #1f7f4f; opacity: .75; }
.line .now { stroke: #b3261e; stroke-width: 2; stroke-dasharray: 3 2; }
.line .stem { stroke: var(--soft); stroke-width: 1; }
.line .dot { fill: var(--paper); stroke: var(--soft); stroke-width: 1.2; }
.line text { font: 600 11px var(--st-font); fill: var(--ink); } .line .day { font-weight: 400; }
.timeline ul { list-style: none; margin: .2rem 0 0; padding: 0; font-size: .9rem; }
.timeline li { margin: .12rem 0; padding-left: 1.9rem; position: relative; }
.timeline .nth { position: absolute; left: .15rem; min-width: 1.25rem; text-align: center;
  border: 1px solid var(--line); border-radius: 1rem; font-size: .75rem; line-height: 1.25rem; margin-top: .12rem; }

.wording { border: 1px solid var(--line); border-radius: 6px; padding: .1rem .7rem; margin: 0 0 .4rem; }
.tq summary .badge { color: var(--ink); }
.wording .verbatim, .citing + .verbatim { max-height: none; overflow: visible; }
.citing { margin: 0; padding-left: 1.1rem; } .citing li { margin: .2rem 0; }
.sheet { margin: 0; } .sheet .paper { position: relative; border: 1px solid var(--line); background: #fff; }
.sheet img { display: block; width: 100%; height: auto; }
.sheet svg { position: absolute; inset: 0; width: 100%; height: 100%; mix-blend-mode: multiply; }
.sheet rect { fill: #ffd54a; opacity: .65; }

.found { border-bottom: 1px solid var(--line); padding: .55rem 0 .6rem; }
.found .where { font-weight: 650; } .found p { margin: 0 0 .15rem; }
.found .words { font-family: var(--law); font-size: 1rem; line-height: 1.55; white-space: pre-line; }
.found .badge { margin-bottom: 0; }
.facets { display: flex; flex-wrap: wrap; gap: .3rem .5rem; margin: .1rem 0 .5rem; }

.scroll { overflow: auto; max-height: 24rem; border: 1px solid var(--line); border-radius: 6px; }
.plain-table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; overflow-wrap: normal; }
.plain-table th, .plain-table td { text-align: left; font-weight: 400; vertical-align: top; padding: .35rem .7rem;
  border-bottom: 1px solid var(--line); }
.plain-table thead th { position: sticky; top: 0; background: var(--tint); color: var(--soft); font-size: .82rem;
  font-weight: 600; white-space: nowrap; }
.plain-table tbody th { white-space: nowrap; font-weight: 600; } .plain-table .number { text-align: right; }
.scroll.tall { max-height: 70vh; }
.plain-table .code { font: 400 .8rem/1.4 var(--st-code-font, monospace); overflow-wrap: anywhere; min-width: 16rem; }
.plain-table tbody th.long { white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
.plain-table tbody tr:last-child > * { border-bottom: 0; }
@media (max-width: 640px) {
  .scroll, .scroll.tall { max-height: 80vh; }
  .plain-table td:not(.number) { min-width: 8rem; } .plain-table tbody th { min-width: 6.5rem; }
  .plain-table th, .plain-table td { padding: .35rem .45rem; }
  .plain-table th { white-space: normal !important; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; width: auto; }
  .stacked tr { padding: .4rem .2rem; border-bottom: 1px solid var(--line); }
  .stacked tbody tr:last-child { border-bottom: 0; }
  .stacked th, .stacked td, .stacked .number { border: 0; padding: .08rem .5rem; text-align: left; }
  .stacked td:empty { display: none; }
  .stacked td::before { content: attr(data-label) ": "; color: var(--soft); }
}
.cross-table { width: 100%; border-collapse: collapse; font-size: .92rem; line-height: 1.45; }
.cross-table caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .3rem; }
.cross-table th { text-align: left; font-weight: 600; font-size: .82rem; color: var(--soft);
  padding: .3rem .6rem .3rem 0; border-bottom: 2px solid var(--line); vertical-align: bottom; }
.cross-table td { vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
.cross-table td:first-child { width: 40%; } .cross-table .now { font-weight: 600; }
.cross-table td:nth-child(5) { width: 14.5rem; } .cross-table .number { white-space: nowrap; }
.cross-table .kind { white-space: nowrap; width: 6rem; }
.cross-table th { white-space: nowrap; } .cross-table .badge { margin: .15rem .3rem 0 0; }
.relations td:first-child { width: auto; } .relations td:nth-child(n+3) { white-space: nowrap; }
.cross-table ul { margin: .15rem 0 0; padding-left: 1.1rem; }
.flow { margin: .2rem 0 .6rem; max-width: 52rem; } .flow svg { display: block; overflow: visible; }
.flow text { font: 400 13px var(--st-font); fill: var(--ink); } .flow .count { font-weight: 650; }
.flow .bar { fill: var(--soft); }
@media (max-width: 640px) { .flow text { font-size: 12px; } }
.flow .commune { fill: #1f7f84; } .flow .province { fill: #b36b00; } .flow .central { fill: #6a5acd; }
.flow .several { fill: #7a7f85; } .flow .unknown { fill: #9aa0a6; } .flow path { opacity: .5; }
.flow table { border-collapse: collapse; font-size: .9rem; margin-top: .3rem; }
.flow th, .flow td { padding: .15rem .9rem .15rem 0; text-align: left; border-bottom: 1px solid var(--line); }
.flow .number { text-align: right; font-variant-numeric: tabular-nums; }
.list td:first-child { width: 11rem; white-space: nowrap; } .list .day { white-space: nowrap; }
.list .state { width: 14rem; } .list .state .small { white-space: nowrap; }
.lacks ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; }
.lacks h2 { margin-top: 0; }
.guide h2 { text-transform: none; letter-spacing: 0; font-size: 1.1rem; color: var(--ink); margin-top: 1.3rem; }
.guide dl { display: grid; grid-template-columns: 13rem 1fr; gap: .35rem 1.2rem;
  margin: .3rem 0; }
.guide dt { font-weight: 600; } .guide dd { margin: 0; }
@media (max-width: 860px) {
  .read { display: block; }
  .toc { position: static; max-height: 15rem; border: 1px solid var(--line); border-radius: 6px; padding: .4rem;
    margin-bottom: 1rem; }
  .answer { padding: .7rem .8rem; } .card { padding: .55rem .7rem; }
  .authority strong { font-size: 1.08rem; } .authority dl { grid-template-columns: 1fr; gap: 0; }
  .authority dd { margin-bottom: .4rem; }
  .cross-table, .cross-table tbody, .cross-table tr, .cross-table td { display: block; width: auto; }
  .cross-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cross-table tr { border: 1px solid var(--line); border-radius: 8px; padding: .4rem .7rem; margin-bottom: .6rem; }
  .cross-table td, .cross-table td:first-child { border: 0; padding: .12rem 0; width: auto; }
  .cross-table td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
  .guide dl { grid-template-columns: 1fr; gap: .1rem; } .guide dd { margin-bottom: .5rem; }
}
"""
