// What does the site gain from a script? Results that follow the filters at once, suggestions under
// the box, long lists of values in a window, steps from match to match, a button that copies.
// Everything works without it.
"use strict";

document.documentElement.classList.add("has-script");

const live = () => document.getElementById("live");
const here = () => location.pathname + location.search;
let latest = 0;
let shown = here();

// Results and filters at once

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function place(element) {
  // What a field, a button or a link is called, to find it again in the new page.
  if (!element || !live().contains(element)) return null;
  const { id, name, value } = element;
  if (id) return (root) => root.querySelector(`#${CSS.escape(id)}`);
  if (name) {
    return (root) =>
      [...root.querySelectorAll("input:not([type=hidden]), button")].find(
        (other) =>
          other.value === value && other.name.replace(/^not_/, "") === name.replace(/^not_/, "")
      );
  }
  const { textContent, pathname } = element;
  return (root) =>
    [...root.querySelectorAll("a, summary")].find(
      (other) => other.textContent === textContent && other.pathname === pathname
    );
}

function keepUnderFinger(element, top) {
  // Fewer results must not make the page too short to stay where it is scrolled to.
  live().style.minHeight = `${scrollY + innerHeight}px`;
  // The filters may scroll by themselves, on a phone, or else the page does.
  for (const scroller of [element.closest(".filters-body"), window]) {
    scroller?.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  }
}

// The filters on a phone, a sheet over the page

const isNarrow = matchMedia("(max-width: 59.99rem)");

function sheetIsOpen() {
  return Boolean(isNarrow.matches && document.getElementById("filters-fold")?.open);
}

function sheet() {
  const isOpen = sheetIsOpen();
  // A step of the history of its own, so that « back » closes the sheet and stays on the page.
  if (isOpen && !history.state?.sheet) history.pushState({ sheet: true }, "");
  for (const part of document.querySelectorAll(
    ".site-header, .site-footer, .results-head, .results, .filters > summary"
  )) {
    part.inert = isOpen;
  }
  const body = document.querySelector("#filters-fold > .filters-body");
  if (!isOpen || body.querySelector(".sheet-head")) return;
  const head = document.createElement("p");
  const title = document.createElement("strong");
  const close = document.createElement("button");
  head.className = "sheet-head";
  title.textContent = "Filtres";
  close.type = "button";
  close.dataset.closeFilters = "";
  close.setAttribute("aria-label", "Fermer les filtres");
  close.textContent = "×";
  head.append(title, close);
  body.prepend(head);
}

function closeSheet() {
  document.getElementById("filters-fold").open = false;
  sheet();
  document.querySelector(".filters > summary").focus({ preventScroll: true });
  live().querySelector(".total").scrollIntoView({ block: "start", behavior: "instant" });
}

function leaveSheet() {
  if (history.state?.sheet) history.back();
  else closeSheet();
}

async function show(url, { push }) {
  const turn = ++latest;
  const focused = place(document.activeElement);
  const before = focused && document.activeElement.getBoundingClientRect().top;
  const open = [...live().querySelectorAll("details[id][open]")].map((details) => details.id);
  live().setAttribute("aria-busy", "true");
  let page;
  try {
    page = await fetched(url);
  } catch {
    page = null;
  }
  if (turn !== latest) return;
  const next = page && page.getElementById("live");
  if (!next) {
    location.assign(url);
    return;
  }
  if (push && sheetIsOpen()) history.replaceState(history.state, "", url);
  else if (push) history.pushState(null, "", url);
  shown = here();
  live().replaceWith(document.adoptNode(next));
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  sheet();
  document.title = page.title;
  const box = document.getElementById("q");
  if (!push) box.value = page.getElementById("q").value;
  document.getElementById("kept").replaceChildren(...page.getElementById("kept").childNodes);
  const again = focused && (focused(live()) || live().querySelector(".total"));
  if (again) {
    if (again.matches(".total")) again.tabIndex = -1;
    again.focus({ preventScroll: true });
    if (!again.matches(".total")) keepUnderFinger(again, before);
  }
  betweenDays();
  offerChoice();
  document.getElementById("announcement").textContent = live().querySelector(".total").textContent;
}

function addressOf(form, button) {
  let pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  if (form.id === "filters") {
    // Words that were typed in the box and not sent yet belong to the same search.
    const typed = document.getElementById("q").value.trim();
    pairs = pairs.filter(([name]) => name !== "q");
    if (typed) pairs.unshift(["q", typed]);
  }
  if (button && button.name) pairs.push([button.name, button.value]);
  const query = new URLSearchParams(pairs).toString();
  return form.action + (query ? `?${query}` : "");
}

function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

if (live()) {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("#filters");
    if (form) show(addressOf(form), { push: true });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "filters") return;
    event.preventDefault();
    show(addressOf(event.target, event.submitter), { push: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#live a[data-live], #live .histogram a");
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    show(link.getAttribute("href"), { push: true });
  });
  document.addEventListener("toggle", sheet, { capture: true });
  isNarrow.addEventListener("change", sheet);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-filters]")) leaveSheet();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (sheetIsOpen()) leaveSheet();
  });
  addEventListener("popstate", () => {
    if (sheetIsOpen()) {
      closeSheet();
      // What was chosen in the sheet is a step after the search that it was opened on.
      if (here() !== shown) history.pushState(null, "", shown);
      return;
    }
    // A jump inside the page (to its content) is no other search.
    if (here() !== shown) show(location.href, { push: false });
  });
}

// Two fields for the days, beside the period in words

function betweenDays() {
  const period = document.getElementById("date");
  if (!period) return;
  const days = (period.dataset.days || "").split("..");
  const row = document.createElement("p");
  row.className = "between";
  const fields = ["Du", "Au"].map((word, i) => {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "date";
    field.id = ["first-day", "last-day"][i];
    // A year that is being typed ("0019") is not one yet.
    field.min = "1900-01-01";
    field.value = days[i] || "";
    label.append(word, " ", field);
    row.append(label);
    return field;
  });
  const apply = () => {
    const [first, last] = fields.map((field) => field.value);
    period.value = first || last ? `${first}..${last}` : "";
    show(addressOf(period.form), { push: true });
  };
  fields.forEach((field, i) =>
    field.addEventListener("change", (event) => {
      event.stopPropagation();
      if (!field.checkValidity()) return;
      const [first, last] = fields;
      // The day just chosen counts: one that is on its wrong side goes.
      if (first.value && last.value && first.value > last.value) fields[1 - i].value = "";
      apply();
    })
  );
  period.closest("label").after(row);
}

betweenDays();

// All values of a facet, in a window

function narrow(root, typed) {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(typed).split(/\s+/);
  for (const item of root.querySelectorAll(".in-columns > li")) {
    const label = plain(item.textContent);
    item.hidden = !wanted.every((part) => label.includes(part));
  }
  for (const list of root.querySelectorAll(".in-columns")) {
    const empty = !list.querySelector("li:not([hidden])");
    list.hidden = empty;
    if (list.previousElementSibling.matches("h2")) list.previousElementSibling.hidden = empty;
  }
  const status = root.querySelector("[role=status]");
  status.dataset.whole ??= status.textContent;
  const shown = root.querySelectorAll(".in-columns > li:not([hidden])").length;
  status.textContent = typed.trim() ? `${shown} sur ${status.dataset.whole}` : status.dataset.whole;
}

async function valuesAt(url) {
  const page = document.adoptNode((await fetched(url)).querySelector(".values-page"));
  page.querySelector("form").action = new URL(url, location).pathname;
  return page;
}

function openWindow(values) {
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Fermer";
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-label", values.querySelector("h1").textContent);
  dialog.append(close, values);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("change", (event) => {
    if (event.target.id === "order") event.target.form.requestSubmit();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = addressOf(event.target);
    try {
      dialog.querySelector(".values-page").replaceWith(await valuesAt(address));
      dialog.querySelector("#order").focus();
    } catch {
      location.assign(address);
    }
  });
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest(".entries a");
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    dialog.close();
    show(link.href, { push: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("#contains").focus();
}

document.addEventListener("input", (event) => {
  if (event.target.id === "contains") narrow(event.target.closest(".values-page"), event.target.value);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-values]");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  try {
    openWindow(await valuesAt(link.href));
  } catch {
    location.assign(link.href);
  }
});

// Suggestions under the box

function suggest(form) {
  const box = form.querySelector("#q");
  const list = document.createElement("ul");
  let available = true;
  let chosen = -1;
  let timer = 0;
  let asked = 0;
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);

  function close() {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    // A list that one chooses from stays: no answer that is still awaited takes its place.
    clearTimeout(timer);
    asked++;
    const options = [...list.children];
    chosen = (place + options.length + 1) % (options.length + 1);
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    if (options[chosen]) box.setAttribute("aria-activedescendant", options[chosen].id);
    else box.removeAttribute("aria-activedescendant");
  }

  function option(url, className, ...content) {
    const made = document.createElement("li");
    made.className = className;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.url = url;
    made.append(...content);
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => location.assign(url));
    return made;
  }

  function span(className, text) {
    const made = document.createElement("span");
    made.className = className;
    made.textContent = text;
    return made;
  }

  function fill(suggestions) {
    // The page of a deputy is an option of its own, at the end of the same line.
    const options = suggestions.flatMap(({ text, note, url, page_url: page }) => {
      const said = option(url, page ? "has-page" : "", span("", text), " ", span("count", note));
      if (!page) return [said];
      return [said, option(page, "page", "Page", span("visually-hidden", ` de ${text}`))];
    });
    options.forEach((made, place) => (made.id = `suggestion-${place}`));
    list.replaceChildren(...options);
    if (!suggestions.length) return close();
    chosen = -1;
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }

  async function ask() {
    const turn = ++asked;
    const typed = box.value.trim();
    if (typed.length < 2) return close();
    try {
      // A word that is chosen keeps the filters and the order that the form has, a name the order.
      const query = new URLSearchParams(new FormData(form));
      query.set("q", typed);
      const answer = await fetch(`${form.dataset.suggest}?${query}`);
      available = answer.status !== 404;
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (turn === asked && document.activeElement === box) fill(suggestions);
    } catch {
      close();
    }
  }

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (available) timer = setTimeout(ask, 120);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const up = event.key === "ArrowUp";
      choose(chosen < 0 ? (up ? list.children.length - 1 : 0) : chosen + (up ? -1 : 1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && list.children[chosen]) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
}

const form = document.querySelector("form[data-suggest]");
if (form) suggest(form);

// Documents that a reader chooses, kept in this browser and shared by their address

const CHOSEN_MAX = 200;
let titles = 0;

let chosen = storedIds();

function storedIds() {
  try {
    return JSON.parse(localStorage.getItem("chosen")) || [];
  } catch {
    return [];
  }
}

function keepChosen(ids) {
  chosen = ids;
  try {
    localStorage.setItem("chosen", JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing: they are known to this page alone.
  }
  showChosen();
}

function idOf(path) {
  // As the address of a search names it: a question of the Assemblée without what all have.
  const id = decodeURIComponent(path.match(/\/documents\/([^/]+)$/)?.[1] || "");
  return id.replace(/^QANR5L(?=\d{1,2}(QE|QG|QOSD)\d{1,9}$)/, "");
}

function chooseButton(id) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choose";
  button.dataset.id = id;
  button.textContent = "Choisir";
  button.title = "Garder pour voir, citer ou exporter plusieurs documents ensemble";
  button.addEventListener("click", () => {
    if (chosen.includes(id)) keepChosen(chosen.filter((other) => other !== id));
    else if (chosen.length < CHOSEN_MAX) keepChosen([...chosen, id]);
  });
  return button;
}

function offerChoice() {
  for (const hit of document.querySelectorAll(".hit:not(:has(.choose))")) {
    const link = hit.querySelector("h2 a, h3 a");
    const button = chooseButton(idOf(link.pathname));
    link.id = `title-${(titles += 1)}`; // a document may stand in two lists
    button.setAttribute("aria-describedby", link.id);
    hit.querySelector(".kicker").append(" ", button);
  }
  showChosen();
}

function showChosen() {
  for (const button of document.querySelectorAll(".choose")) {
    button.setAttribute("aria-pressed", String(chosen.includes(button.dataset.id)));
  }
  document.querySelector(".chosen")?.remove();
  if (!chosen.length) return;
  const bar = document.createElement("aside");
  const see = document.createElement("a");
  const clear = document.createElement("button");
  bar.className = "chosen";
  bar.setAttribute("aria-label", "Documents choisis");
  const path = document.querySelector("form[data-suggest]").action;
  see.href = `${path}?${new URLSearchParams({ ids: chosen.join(",") })}`;
  see.textContent =
    chosen.length > 1 ? `Voir les ${chosen.length} documents choisis` : "Voir le document choisi";
  clear.type = "button";
  clear.textContent = "Ne rien garder";
  clear.addEventListener("click", () => keepChosen([]));
  bar.append(see, clear);
  document.getElementById("contenu").after(bar);
}

const cite = document.querySelector("article.document .cite ul");
if (cite) {
  const item = document.createElement("li");
  item.append(chooseButton(idOf(location.pathname)));
  cite.prepend(item);
}
offerChoice();
addEventListener("storage", () => {
  chosen = storedIds();
  showChosen();
});

// From one match to the next in a document

function follow(bar) {
  const marks = [...document.querySelectorAll(".document-text mark[id]")];
  const status = bar.querySelector("[role=status]");
  const all = status.textContent;
  let at = -1;

  function here(place) {
    if (at >= 0) marks[at].classList.remove("is-here");
    at = place;
    marks[at].classList.add("is-here");
    status.textContent = `${at + 1} sur ${all.slice(0, all.lastIndexOf("\u00a0"))}`;
  }

  function go(step) {
    const from = Math.max(at, step < 0 ? 0 : -1); // before the first step, outside the list
    here((from + step + marks.length) % marks.length);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[at].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function button(name, arrow, step) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = arrow;
    made.title = `${name} (Alt + ${arrow})`;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => go(step));
    return made;
  }

  function target() {
    const place = marks.findIndex((mark) => `#${mark.id}` === location.hash);
    if (place < 0) return;
    here(place);
    // What is on the first screen is read with its title.
    const bottom = marks[place].getBoundingClientRect().bottom + scrollY;
    if (bottom < innerHeight - bar.offsetHeight) scrollTo(0, 0);
  }

  if (marks.length > 1) {
    status.after(button("Précédente", "↑", -1), button("Suivante", "↓", 1));
  }
  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(step);
  });
  addEventListener("hashchange", target);
  addEventListener("load", target);
}

const matches = document.querySelector("[data-matches]");
if (matches) follow(matches);

// A passage leads to its place in the document

document.addEventListener("click", (event) => {
  const passage = event.target.closest(".hit .passage");
  if (!passage || !isPlainClick(event) || !getSelection().isCollapsed) return;
  const page = new URL(passage.closest(".hit").querySelector("h2 a, h3 a").href);
  if (passage.dataset.at) page.hash = passage.dataset.at;
  location.assign(page);
});

// Copying a reference

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.style.minWidth = `${button.getBoundingClientRect().width}px`; // what stands after it stays where it is
    button.textContent = "Copié";
  });
}

// What is new since the last visit, for a reader who asks for it, on this browser alone

const VISITS = "visits";
const day = () => new Date().toLocaleDateString("sv"); // 2026-11-27, in the reader's time zone

function visits() {
  try {
    return JSON.parse(localStorage.getItem(VISITS));
  } catch {
    return null;
  }
}

function keepVisits(kept) {
  try {
    if (kept) localStorage.setItem(VISITS, JSON.stringify(kept));
    else localStorage.removeItem(VISITS);
  } catch {
    // A browser that keeps nothing has no last visit.
  }
}

function offerVisits() {
  const choice = document.getElementById("visits");
  if (!choice) return;
  choice.closest("p").hidden = false;
  choice.checked = Boolean(visits());
  choice.addEventListener("change", () => keepVisits(choice.checked ? { now: day() } : null));
}

async function sinceLastVisit() {
  const kept = visits();
  if (!kept) return;
  if (kept.now !== day()) {
    kept.last = kept.now;
    kept.now = day();
    keepVisits(kept);
  }
  const place = document.querySelector(".total, .welcome > p");
  const asked = new URLSearchParams(location.search);
  if (!kept.last || !place || asked.has("date")) return;
  asked.delete("page");
  asked.set("date", `${kept.last}..`);
  const path = document.querySelector("form[data-suggest]").action;
  try {
    const answer = await fetch(`${path}.json?${asked}`);
    const { total } = await answer.json();
    if (!total) return;
    const line = document.createElement("p");
    const link = document.createElement("a");
    const since = new Date(`${kept.last}T12:00`).toLocaleDateString("fr-FR", { dateStyle: "long" });
    link.href = `${path}?${asked}`;
    link.textContent = `Nouveau depuis votre visite du ${since}\u00a0: ${total}`;
    line.className = "since";
    line.append(link);
    place.after(line);
  } catch {
    // Without an answer there is nothing to say.
  }
}

offerVisits();
sinceLastVisit();

// The day on a printed page

addEventListener("beforeprint", () => {
  const printed = document.querySelector(".printed");
  if (!printed) return;
  printed.dataset.address ??= printed.textContent;
  const day = new Date().toLocaleDateString("fr-FR", { dateStyle: "long" });
  printed.textContent = `${printed.dataset.address}, imprimé le ${day}`;
});
