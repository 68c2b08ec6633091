"""One small component that shows our own markup without an iframe and reports what the reader clicked.

Markup comes from `markupsafe`, so text of documents, files and users is escaped before it gets here. Everything is
inline: no address outside this machine is asked for. A click on `data-open` reaches Python as the value of that
attribute; with a modifier key the link opens in a new tab instead. `data-goto` scrolls within the panel and keeps
the place in the address bar, `data-copy` copies, `data-more` unfolds a long passage.
Hover or focus on a citation shows its clause within the window; Escape puts it away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from markupsafe import Markup

from ui import texts
from ui.style import PANEL_CSS

_JS = """
function reveal(root, id) {
  const found = root.querySelector('[id="' + CSS.escape(id) + '"]') || root.getElementById?.(id);
  if (!found) return;
  root.querySelectorAll('.focus').forEach(e => e.classList.remove('focus'));
  if (found.tagName === 'SECTION') found.classList.add('focus');
  const entries = [...root.querySelectorAll('nav [data-goto]')];  // references in the text lead there, too
  entries.forEach(entry => entry.removeAttribute('aria-current'));
  let place = found;
  while (place && !entries.some(entry => entry.dataset.goto === place.id)) place = place.parentElement;
  const entry = place && entries.find(entry => entry.dataset.goto === place.id);
  if (entry) {
    entry.setAttribute('aria-current', 'location');
    const box = entry.closest('nav');
    box.scrollTop = entry.offsetTop - box.clientHeight / 2;
  }
  const article = found.closest('.article');
  if (article) article.style.contentVisibility = 'visible';  // what is not laid out cannot be scrolled to
  const block = found.closest('.drawer') ? 'nearest' : 'start';
  const scroll = times => {  // again, as the articles above get their true heights
    const mark = found.querySelector('mark');
    (mark && found.offsetHeight > 500 ? mark : found).scrollIntoView({block, behavior: 'auto'});
    if (times > 1) requestAnimationFrame(() => scroll(times - 1));
  };
  requestAnimationFrame(() => scroll(3));
}
async function copy(button, text, words) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.appendChild(area);
    area.select();
    done = document.execCommand('copy');
    area.remove();
  }
  const label = button.textContent;
  button.textContent = done ? words.copied : words.failed;
  setTimeout(() => { button.textContent = label; }, 2500);
}
function showTip(root, ref) {
  const tip = ref.querySelector('.tip');
  const [frame, mark] = [root.getBoundingClientRect(), ref.getBoundingClientRect()];
  tip.style.left = Math.min(0, frame.right - mark.left - tip.offsetWidth) + 'px';
  const below = window.innerHeight - mark.bottom;
  tip.classList.toggle('above', below < tip.offsetHeight + 130 && mark.top > tip.offsetHeight + 20);
}
export default function (component) {
  const {data, parentElement, setTriggerValue} = component;
  const root = parentElement.querySelector('.tq');
  document.documentElement.lang = 'vi';
  if (root._markup !== data.markup) {
    const opened = [...root.querySelectorAll('details')].map(d => d.open);
    root.innerHTML = data.markup;
    if (data.live) root.setAttribute('aria-live', 'polite');
    root.setAttribute('aria-busy', root.querySelector('.working') ? 'true' : 'false');
    if (root._markup) root.querySelectorAll('details').forEach((d, i) => { if (i in opened) d.open = opened[i]; });
    root._markup = data.markup;
    root.querySelectorAll('.verbatim').forEach(passage => {
      const more = passage.parentElement.querySelector('[data-more]');
      if (more && passage.scrollHeight > passage.clientHeight + 4) more.hidden = false;
    });
  }
  if (data.focus && root._focus !== data.focus) {
    root._focus = data.focus;
    setTimeout(() => reveal(root, data.focus), 60);
  }
  if (data.grab && !root._grabbed) {
    root._grabbed = true;
    root.tabIndex = -1;
    setTimeout(() => { if (document.activeElement === document.body) root.focus(); }, 300);
  }
  const near = event => event.target.closest('.ref');
  root.onmouseover = root.onfocusin = event => { const ref = near(event); if (ref) showTip(root, ref); };
  root.onmouseout = root.onfocusout = event => near(event)?.classList.remove('quiet');
  root.onkeydown = event => { if (event.key === 'Escape') near(event)?.classList.add('quiet'); };
  root.onclick = event => {
    const link = event.target.closest('[data-open],[data-goto],[data-copy],[data-more]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.open) setTriggerValue('open', link.dataset.open);
    if (link.dataset.goto) {
      const here = new URL(window.location);
      here.searchParams.set('muc', link.dataset.goto);
      history.replaceState(history.state, '', here);
      root._focus = link.dataset.goto;
      reveal(root, link.dataset.goto);
    }
    if (link.hasAttribute('data-copy')) copy(link, data.copy, data.words);
    if (link.hasAttribute('data-more')) { link.parentElement.classList.add('whole'); link.hidden = true; }
  };
}
"""


@cache
def _component(runtime: int) -> Callable[..., Any]:
    return st.components.v2.component(
        "tham_quyen_panel", html='<div class="tq" lang="vi"></div>', css=PANEL_CSS, js=_JS
    )


def plain_label(words: str) -> str:
    """Words as the label of a button or a link: Streamlit formats those, so every mark is escaped."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:&])", r"\\\1", " ".join(words.split()))


def panel(
    markup: Markup,
    key: str,
    *,
    focus: str = "",
    copy: str = "",
    live: bool = False,
    take_focus: bool = False,
    on_open: Callable[[str], None] | None = None,
) -> str | None:
    """Show `markup`; returns the `data-open` value that was just clicked, else None.

    Args:
        markup: escaped markup.
        key: unique on the page.
        focus: id inside the markup to scroll to and mark.
        copy: the text that a `data-copy` button copies.
        live: read aloud by screen readers when it changes, once nothing in it is still being written.
        take_focus: the panel tells what became of a button that is gone: the focus goes to it if it is nowhere else.
        on_open: told of the click before anything of the page is drawn. On a page that draws itself anew by and by
            the value returned is not to be relied on: the run that brings it may be broken off before it gets here.
    """
    words = {"copied": texts.COPIED, "failed": texts.COPY_FAILED}
    data = {"markup": str(markup), "focus": focus, "copy": copy, "live": live, "grab": take_focus, "words": words}
    runtime = id(st.runtime.get_instance()) if st.runtime.exists() else 0  # a component belongs to one server
    plain = key.replace("__", "--")  # Streamlit keeps the double underscore to itself

    def clicked() -> None:
        value = st.session_state[plain].open
        if value and on_open is not None:
            on_open(str(value))

    result = _component(runtime)(key=plain, data=data, on_open_change=clicked)
    opened = result.open
    return str(opened) if opened else None
