"""The frame's own words in Vietnamese: Streamlit has them in English only, for the eye and for screen readers.

One small script looks at what is added to the page and replaces the strings of `ui.texts_frame`; among them what is
said when the connection to the server breaks, which is the offline state of every page. It also brings the focus back
to where a dialog was opened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ui.texts_frame import FRAME_PATTERNS, FRAME_WORDS

_JS = """
const LABELS = ['aria-label', 'placeholder', 'title'];
// Calendars take the browser's language, which on many office machines is English. The page looks at it anew when it
// is drawn again, which is asked for when somebody turns to a date for the first time.
function speakVietnamese(redraw) {
  if (navigator.language.startsWith('vi')) return;
  Object.defineProperty(navigator, 'language', {get: () => 'vi-VN', configurable: true});
  const turned = event => {
    if (!event.target.closest?.('[data-testid="stDateInput"]')) return;
    ['pointerdown', 'focusin'].forEach(kind => document.removeEventListener(kind, turned, true));
    redraw('language', 'vi');
  };
  ['pointerdown', 'focusin'].forEach(kind => document.addEventListener(kind, turned, true));
}
// Who closes a dialog is back where it was opened; Streamlit leaves the focus nowhere.
function returnFocus() {
  let before = null;
  document.addEventListener('focusin', event => {
    if (!event.target.closest('[role="dialog"]')) before = event.composedPath()[0];
  }, true);
  const dialog = '[role="dialog"]';
  return removed => {
    if (removed.nodeType !== Node.ELEMENT_NODE || !(removed.matches(dialog) || removed.querySelector(dialog))) return;
    const opener = before;
    setTimeout(() => {
      const lost = document.activeElement === document.body && !document.querySelector(dialog);
      if (lost && opener?.isConnected) opener.focus({preventScroll: true});
    }, 400);  // after the run that the closing brings
  };
}
export default function (component) {
  if (window.thamQuyenFrame) return;
  const closed = returnFocus();
  speakVietnamese(component.setTriggerValue);
  const {words, patterns} = component.data;
  const rules = patterns.map(([found, instead]) => [new RegExp(found), instead]);
  const said = text => {
    const plain = text.trim();
    if (Object.hasOwn(words, plain)) return words[plain];
    const rule = rules.find(([found]) => found.test(plain));
    return rule ? plain.replace(...rule) : null;
  };
  const label = element => LABELS.forEach(name => {
    const instead = element.hasAttribute(name) && said(element.getAttribute(name));
    if (instead) element.setAttribute(name, instead);
  });
  const look = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      const own = node.parentElement?.closest('style, textarea, [data-testid="stMarkdown"], [data-testid="stText"]');
      const instead = !own && said(node.nodeValue);
      if (instead) node.nodeValue = instead;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      label(node);
      node.childNodes.forEach(look);
    }
  };
  look(document.body);
  window.thamQuyenFrame = new MutationObserver(changes => changes.forEach(change => {
    if (change.type === 'attributes') label(change.target);
    else if (change.type === 'characterData') look(change.target);
    else {
      change.addedNodes.forEach(look);
      change.removedNodes.forEach(closed);
    }
  }));
  window.thamQuyenFrame.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: LABELS});
}
"""


@cache
def _component(runtime: int) -> Callable[..., Any]:
    return st.components.v2.component("tham_quyen_frame", html="<span></span>", js=_JS)


def vietnamese_frame() -> None:
    """Once on every page, before anything else is drawn."""
    runtime = id(st.runtime.get_instance()) if st.runtime.exists() else 0  # a component belongs to one server
    with st.container(key="frame"):
        words = {"words": FRAME_WORDS, "patterns": FRAME_PATTERNS}
        _component(runtime)(key="frame-words", data=words, on_language_change=lambda: None)
