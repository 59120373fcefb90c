// What the admin's and the editor's scripts draw without a proper name, named for screen readers;
// and in Lithuanian what the editor has only in English (its other words stand in djangojs.po).
"use strict";

const LITHUANIAN = {
  "paragraph": "Pastraipa", "heading 2": "Skyriaus antraštė", "heading 3": "Poskyrio antraštė",
  "unordered list": "Sąrašas", "ordered list": "Numeruotas sąrašas", "blockquote": "Citata", "bold": "Paryškinti",
  "insert link": "Įterpti nuorodą", "remove link": "Pašalinti nuorodą", "insert table": "Įterpti lentelę",
  "add column": "Pridėti stulpelį", "delete column": "Pašalinti stulpelį", "add row": "Pridėti eilutę",
  "delete row": "Pašalinti eilutę", "merge cells": "Sujungti langelius", "split cell": "Išskaidyti langelį",
  "toggle header cell": "Antraštės langelis", "delete table": "Pašalinti lentelę", "undo": "Atšaukti", "redo": "Grąžinti",
};

// The words of a field's label.
const labelOf = (field) => field?.labels?.[0]?.textContent.trim().replace(/:$/, "");

function giveName(element, words) {
  if (element && words && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", words);
}

function giveNames() {
  // A label on a span without a role is not allowed, and not read.
  for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) hint.setAttribute("role", "img");
  for (const editor of document.querySelectorAll(".prose-editor")) {
    giveName(editor.querySelector(".ProseMirror[role=textbox]"), labelOf(editor.querySelector("textarea")));
  }
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    for (const part of select.nextElementSibling.querySelectorAll("[role=combobox], [role=textbox], input")) giveName(part, labelOf(select));
  }
  // The cross that empties a choice stands among list items without being one; Backspace does the same.
  for (const cross of document.querySelectorAll(".select2-selection__clear")) cross.setAttribute("aria-hidden", "true");
  // A box in a list is named by its column and its row.
  for (const box of document.querySelectorAll("#result_list td :is(input:not([type=hidden]), select)")) {
    const cell = box.closest("td"), row = cell.parentElement;
    const column = cell.closest("table").tHead.rows[0].cells[cell.cellIndex].querySelector(".text");
    giveName(box, `${column?.textContent.trim()}: ${row.querySelector("th")?.textContent.trim()}`);
  }
  if (document.documentElement.lang !== "lt") return;
  for (const button of document.querySelectorAll(".prose-menubar button")) {
    const words = LITHUANIAN[button.title.toLowerCase()];
    if (words) { button.title = words; button.setAttribute("aria-label", words); }
    const option = button.className.includes("option") && LITHUANIAN[button.textContent.trim().toLowerCase()];
    if (option) button.firstElementChild.textContent = option;
  }
}

// They come when their scripts have loaded, and with every row added to an inline form.
new MutationObserver(giveNames).observe(document.body, { childList: true, subtree: true });
giveNames();
